package org.slipway.export;

import java.time.Instant;

/**
 * One row of Flyway's history table; its number comes from its place.
 *
 * @param version null for a repeatable migration
 * @param checksum null where it is not known
 * @param executionMillis of all steps together
 */
record FlywayRow(
        String version,
        String description,
        Type type,
        String script,
        Integer checksum,
        String installedBy,
        Instant installedOn,
        int executionMillis) {
    private static final String BASELINE_MARK = "<< Flyway Baseline >>";
    private static final int DESCRIPTION_LIMIT = 200;
    private static final int SCRIPT_LIMIT = 1000;
    private static final int NAME_LIMIT = 100;
    private static final String CUT = "...";

    /** As Flyway writes it into the column of this name. */
    enum Type {
        SQL,
        BASELINE
    }

    /** What does not fit into Flyway's columns is cut as Flyway cuts it: it compares what it has written. */
    FlywayRow {
        description = description.length() <= DESCRIPTION_LIMIT
                ? description
                : description.substring(0, DESCRIPTION_LIMIT - CUT.length()) + CUT;
        script = script.length() <= SCRIPT_LIMIT
                ? script
                : CUT + script.substring(script.length() - SCRIPT_LIMIT + CUT.length());
        installedBy = installedBy.length() <= NAME_LIMIT ? installedBy : installedBy.substring(0, NAME_LIMIT);
    }

    /** Nothing up to this version runs, whatever files there are. */
    static FlywayRow baseline(String version, String installedBy, Instant installedOn) {
        return new FlywayRow(version, BASELINE_MARK, Type.BASELINE, BASELINE_MARK, null, installedBy, installedOn, 0);
    }
}
