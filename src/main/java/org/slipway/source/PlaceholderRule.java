package org.slipway.source;

import org.slipway.configuration.MigrationSettings;

/**
 * How a layout's scripts name placeholders, and what they stand for.
 *
 * @param lenient true when one without a value stays in the text as it is
 */
record PlaceholderRule(Placeholders values, String prefix, String suffix, boolean lenient) {
    static PlaceholderRule of(MigrationSettings settings, Placeholders values) {
        return new PlaceholderRule(values, settings.placeholderPrefix(), settings.placeholderSuffix(), false);
    }

    String written(String name) {
        return prefix + name + suffix;
    }

    String unknown(String name) {
        return values.asksDatabase(name)
                ? "The value of " + written(name)
                        + " comes from the database, which did not answer. Look again when it is up."
                : "The placeholder " + written(name) + " has no value. Set slipway.migrations.placeholders." + name
                        + ", or placeholderReplacement=false in the script's .conf file.";
    }
}
