package org.slipway.migration;

import java.util.List;

/**
 * One migration as it was found and understood; its text stays where it is until it is opened.
 *
 * @param key its address in pages and API, unique and without slashes: of Flyway's files the version's text for a versioned
 *     migration, {@code R__<description as in the file name>} for a repeatable one
 * @param version null for a repeatable migration, and where only the place in a changelog orders migrations
 * @param description words, not underscores
 * @param script path relative to its location, divided by {@code /}
 * @param checksum as Flyway computes it: a signed CRC32 over the lines that run
 * @param documentation the first comment block, without comment marks; empty when there is none
 * @param statements how many statements the script has
 * @param undo what takes it back, null when its author wrote nothing
 * @param origin how the tool whose layout it is knows it; null for one that was made here
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
        ScriptContent content,
        Undo undo,
        Origin origin) {

    public Migration {
        directives = List.copyOf(directives);
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
    }

    /**
     * What takes it back, as what runs: a script like any other, under a key and a name of its own.
     *
     * @throws NullPointerException when its author wrote none
     */
    public Migration wayBack() {
        return new Migration(
                UndoKey.of(key),
                MigrationKind.VERSIONED,
                null,
                "Undo of " + label(),
                undo.script(),
                undo.checksum(),
                "",
                List.of(),
                List.of(),
                undo.steps(),
                undo.statements(),
                undo.content(),
                null,
                null);
    }

    /** How sentences name it: {@code V3}, {@code R product_sales}, {@code 20260302120000_add_invoice}. */
    public String label() {
        return label(kind == MigrationKind.REPEATABLE, version == null ? null : version.toString(), description);
    }

    /** @param version null for a repeatable migration, and where only the place in a changelog orders migrations */
    public static String label(boolean repeatable, String version, String description) {
        if (version != null) {
            return MigrationVersion.label(version);
        }
        return repeatable ? "R " + description : description;
    }

    /** Whether an admin who writes this means it: its version in any spelling, or its key where there is no version. */
    public boolean isNamed(String written) {
        if (version == null) {
            return key.equals(written);
        }
        try {
            return version.equals(version.sibling(written));
        } catch (IllegalArgumentException notAVersion) {
            return false;
        }
    }
}
