package org.slipway.source;

import java.util.List;
import java.util.Optional;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;

/**
 * All migrations of all locations, in the order in which they run, with everything that is wrong with them.
 *
 * @param problems all of them, not only the first; a file with a problem may be missing from {@code migrations}
 * @param layout whose names and marks were understood
 */
public record MigrationSet(List<Migration> migrations, List<Problem> problems, LayoutChoice layout) {
    public MigrationSet {
        migrations = List.copyOf(migrations);
        problems = List.copyOf(problems);
    }

    public Optional<Migration> find(String key) {
        return migrations.stream().filter(m -> m.key().equals(key)).findFirst();
    }
}
