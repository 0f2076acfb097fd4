package org.slipway.architecture.broken.sql;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.migration.Wrong notBelow;
}
