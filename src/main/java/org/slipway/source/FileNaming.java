package org.slipway.source;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.MigrationVersion;

/**
 * Flyway's file names: prefix, version, separator, description, suffix, such as {@code V1.2__add_invoice.sql}.
 *
 * <p>Of several prefixes that fit the longest counts, and an empty one fits every file. Flyway passes over names that it can't
 * understand; here a name that begins like a migration's is reported, because a migration that never runs is found too late.
 */
final class FileNaming {
    private static final Pattern LEADING_VERSION = Pattern.compile("([0-9]+(?:[._][0-9]+)*)[._ -]*(.*)");

    private final MigrationSettings settings;
    private final List<Prefix> prefixes;

    private enum Kind {
        VERSIONED,
        REPEATABLE,
        UNDO,
        BASELINE
    }

    private record Prefix(String text, Kind kind) {}

    FileNaming(MigrationSettings settings) {
        this.settings = settings;
        this.prefixes = Stream.of(
                        new Prefix(settings.prefix(), Kind.VERSIONED),
                        new Prefix(settings.repeatablePrefix(), Kind.REPEATABLE),
                        new Prefix("U", Kind.UNDO),
                        new Prefix("B", Kind.BASELINE))
                .sorted(Comparator.comparingInt(
                        (Prefix prefix) -> -prefix.text().length()))
                .toList();
    }

    FileName parse(String fileName) {
        Optional<String> suffix = suffixOf(fileName);
        if (suffix.isEmpty()) {
            return new FileName.LeftOut();
        }
        String stem = fileName.substring(0, fileName.length() - suffix.get().length());
        for (Prefix prefix : prefixes) {
            if (stem.startsWith(prefix.text())) {
                return parse(prefix, stem.substring(prefix.text().length()), suffix.get());
            }
        }
        return new FileName.LeftOut();
    }

    private FileName parse(Prefix prefix, String rest, String suffix) {
        int separator = rest.indexOf(settings.separator());
        String version = separator < 0 ? rest : rest.substring(0, separator);
        String description = separator < 0
                ? ""
                : rest.substring(separator + settings.separator().length());
        return switch (prefix.kind()) {
            case VERSIONED -> versioned(version, description, rest, suffix);
            case REPEATABLE -> repeatable(version, description, suffix);
            case UNDO -> undo(version);
            case BASELINE -> new FileName.LeftOut();
        };
    }

    private static FileName undo(String version) {
        try {
            return new FileName.Undo(MigrationVersion.of(version));
        } catch (IllegalArgumentException notAVersion) {
            return new FileName.LeftOut();
        }
    }

    private FileName versioned(String version, String description, String rest, String suffix) {
        try {
            return new FileName.Versioned(MigrationVersion.of(version), spaced(description));
        } catch (IllegalArgumentException notAVersion) {
            Matcher found = LEADING_VERSION.matcher(rest);
            String right = found.matches()
                    ? name(found.group(1), found.group(2).isEmpty() ? "description" : found.group(2), suffix)
                    : name("1", rest.replaceFirst("^_+", ""), suffix);
            return new FileName.Misnamed(
                    "The name begins like a versioned migration, but has no version. A name such as '" + right
                            + "' would be right.");
        }
    }

    private FileName repeatable(String version, String description, String suffix) {
        if (version.isEmpty() && !description.isEmpty()) {
            return new FileName.Repeatable(description, spaced(description));
        }
        String right = settings.repeatablePrefix()
                + settings.separator()
                + (description.isEmpty() ? "description" : description)
                + suffix;
        return new FileName.Misnamed(
                "The name begins like a repeatable migration, which has no version, only a description after '"
                        + settings.repeatablePrefix() + settings.separator() + "'. A name such as '" + right
                        + "' would be right.");
    }

    private String name(String version, String description, String suffix) {
        return settings.prefix() + version + settings.separator() + description + suffix;
    }

    private static String spaced(String description) {
        return description.replace('_', ' ');
    }

    private Optional<String> suffixOf(String fileName) {
        return settings.suffixes().stream()
                .filter(suffix -> hasSuffix(fileName, suffix))
                .max(Comparator.comparingInt(String::length))
                .map(suffix -> fileName.substring(fileName.length() - suffix.length()));
    }

    private static boolean hasSuffix(String fileName, String suffix) {
        return fileName.length() > suffix.length()
                && fileName.regionMatches(true, fileName.length() - suffix.length(), suffix, 0, suffix.length());
    }
}
