package org.slipway.configuration;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * Where migrations are and how their files are named.
 *
 * @param locations such as {@code filesystem:/migrations} or {@code classpath:db/migration}; without a scheme a folder
 * @param layout name of a layout, or {@code auto} for the one that the files are recognised to have
 * @param prefix of versioned files, may be empty
 * @param repeatablePrefix of repeatable files
 * @param separator between version and description
 * @param suffixes of files that count, compared without regard to case
 * @param encoding of files that do not say otherwise
 * @param placeholderReplacement false leaves {@code ${…}} alone
 * @param placeholders by name, names compared without regard to case
 * @param contexts of Liquibase, separated by commas; empty for all
 * @param labels expression over Liquibase's labels; empty for all
 */
public record MigrationSettings(
        List<String> locations,
        String layout,
        String prefix,
        String repeatablePrefix,
        String separator,
        List<String> suffixes,
        Charset encoding,
        boolean placeholderReplacement,
        String placeholderPrefix,
        String placeholderSuffix,
        Map<String, String> placeholders,
        String contexts,
        String labels) {

    public MigrationSettings {
        locations = List.copyOf(locations);
        suffixes = List.copyOf(suffixes);
        placeholders = Map.copyOf(placeholders);
    }
}
