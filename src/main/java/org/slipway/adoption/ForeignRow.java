package org.slipway.adoption;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What another tool says about one migration.
 *
 * @param identity as {@code Origin.identity} has it
 * @param key what the migration's key would be; counts where its file is gone
 * @param version null for a repeatable migration, and where only the place in a changelog orders migrations
 * @param script as the tool names it
 * @param checksum null where the tool recorded none
 * @param installedBy null where the tool does not record it
 * @param installedOn null where the tool does not record it
 * @param duration null where the tool does not record it
 * @param failure null when it is applied; otherwise what the tool recorded of the error, empty for nothing
 */
public record ForeignRow(
        List<String> identity,
        String key,
        boolean repeatable,
        String version,
        String description,
        String script,
        String checksum,
        String installedBy,
        Instant installedOn,
        Duration duration,
        String failure) {
    public ForeignRow {
        identity = List.copyOf(identity);
    }

    /** Of a tool that knows a migration by its version alone. */
    static ForeignRow of(String version, Instant installedOn, String failure) {
        return new ForeignRow(
                List.of(version), version, false, version, "", version, null, null, installedOn, null, failure);
    }

    public boolean failed() {
        return failure != null;
    }
}
