package org.slipway.export;

import java.util.ArrayList;
import java.util.List;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationVersion;

/** Whether Flyway, which knows numbers only, would run the same migrations in the same order. */
final class FlywayVersions {
    private static final int LONGEST = 50;

    private FlywayVersions() {}

    /**
     * What it would not understand, one sentence for each reason; empty when it would.
     *
     * @param migrations in the order in which they run
     */
    static List<String> obstacles(List<Migration> migrations) {
        List<String> obstacles = new ArrayList<>();
        List<Migration> strange = new ArrayList<>();
        Migration before = null;
        boolean ordered = true;
        for (Migration migration : migrations) {
            if (migration.kind() == MigrationKind.REPEATABLE) {
                continue;
            }
            if (!isNumber(migration.version())) {
                strange.add(migration);
            } else {
                if (ordered && before != null && number(before).compareTo(number(migration)) >= 0) {
                    ordered = false;
                    obstacles.add("Flyway compares versions as numbers and would not run " + migration.label()
                            + " after " + before.label() + ".");
                }
                before = migration;
            }
        }
        if (!strange.isEmpty()) {
            obstacles.add("Flyway's versions are numbers of " + LONGEST + " characters at most, and that of "
                    + strange.get(0).label() + " is none"
                    + (strange.size() == 1 ? "." : "; so are those of " + (strange.size() - 1) + " more."));
        }
        return obstacles;
    }

    private static boolean isNumber(MigrationVersion version) {
        return version != null && isNumber(version.toString());
    }

    /** Whether Flyway could have written this. */
    static boolean isNumber(String version) {
        try {
            MigrationVersion.of(version);
            return version.length() <= LONGEST;
        } catch (IllegalArgumentException notANumber) {
            return false;
        }
    }

    private static MigrationVersion number(Migration migration) {
        return MigrationVersion.of(migration.version().toString());
    }
}
