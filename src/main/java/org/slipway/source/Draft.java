package org.slipway.source;

import java.util.List;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationVersion;
import org.slipway.migration.Origin;

/**
 * A migration as its layout understands it, before its statements are looked at.
 *
 * @param version null for a repeatable migration, and where only the place in a changelog counts
 * @param down null when there is no way back
 */
record Draft(
        String key,
        MigrationKind kind,
        MigrationVersion version,
        String description,
        Part up,
        Part down,
        Origin origin) {

    /**
     * A script or a part of one.
     *
     * @param transactional false when its author asked for autocommit
     */
    record Part(ScriptText text, boolean transactional) {}

    /** Versioned, and its tool knows it by its version. */
    static Draft of(MigrationVersion version, String description, Part up, Part down) {
        return new Draft(
                version.toString(),
                MigrationKind.VERSIONED,
                version,
                description.replace('_', ' ').strip(),
                up,
                down,
                new Origin(List.of(version.toString()), null));
    }
}
