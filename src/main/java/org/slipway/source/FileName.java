package org.slipway.source;

import org.slipway.migration.MigrationVersion;

/** What a file is, as far as its name tells. */
sealed interface FileName {
    record Versioned(MigrationVersion version, String description) implements FileName {}

    /** @param written the description as the file name has it, underscores included */
    record Repeatable(String written, String description) implements FileName {}

    /** Takes the migration of this version back. */
    record Undo(MigrationVersion version) implements FileName {}

    /** Known and not run: baselines of Flyway, and every file that is no migration. */
    record LeftOut() implements FileName {}

    /** @param message what would be right */
    record Misnamed(String message) implements FileName {}

    default boolean isMigration() {
        return this instanceof Versioned || this instanceof Repeatable;
    }
}
