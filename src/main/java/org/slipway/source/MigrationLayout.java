package org.slipway.source;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.Migration;

/**
 * One tool's way of keeping migrations in files: which files are migrations, in which order, what in them runs and how.
 *
 * <p>A layout understands names and its tool's own marks; statements, steps and directives are understood the same way for all
 * of them. Found by {@link java.util.ServiceLoader}, so that a new one changes no other class. Without state, thread-safe.
 */
public interface MigrationLayout {
    /** In the order of Flyway: versioned ones by version, then repeatable ones by description. */
    Comparator<Migration> BY_VERSION = Comparator.comparing(Migration::kind)
            .thenComparing(Migration::version, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Migration::description);

    /** The order in which the layout names them. */
    Comparator<Migration> AS_LISTED = (one, other) -> 0;

    /** As {@code slipway.migrations.layout} names it: lower case, hyphens. */
    String name();

    /** As people name the tool. */
    String title();

    /** True for a file that may be read; all others are passed over unseen. */
    boolean wants(String fileName, MigrationSettings settings);

    /** What shows that these files are of this layout; empty when nothing does. */
    Optional<Evidence> evidence(LayoutFiles files);

    /** What is to be read. Files that look like migrations and are none are reported, for a migration that never runs is found too late. */
    List<ScriptGroup> groups(LayoutFiles files);

    /** Of migrations that are equal the first one listed comes first. */
    default Comparator<Migration> order() {
        return BY_VERSION;
    }

    /** @param says what about the file, as {@code which …} */
    record Evidence(SourceFile file, String says) {}
}
