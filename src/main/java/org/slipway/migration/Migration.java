package org.slipway.migration;

import java.util.List;

/**
 * One migration as it was found and understood; its text stays where it is until it is opened.
 *
 * @param key its address in pages and API, unique: the version's text for a versioned migration, {@code R__<description as
 *     in the file name>} for a repeatable one
 * @param version null for a repeatable migration
 * @param description words, not underscores
 * @param script path relative to its location, divided by {@code /}
 * @param checksum Flyway's: a signed CRC32 over the lines
 * @param documentation the first comment block, without comment marks; empty when there is none
 * @param statements how many statements the script has
 */
public record Migration(
        String key,
        MigrationKind kind,
        MigrationVersion version,
        String description,
        String script,
        int checksum,
        String documentation,
        List<Directive> directives,
        List<Check> checks,
        List<Step> steps,
        int statements,
        ScriptContent content) {

    public Migration {
        directives = List.copyOf(directives);
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
    }

    /** How sentences name it: {@code V3} or {@code R product_sales}. */
    public String label() {
        return kind == MigrationKind.VERSIONED ? "V" + version : "R " + description;
    }
}
