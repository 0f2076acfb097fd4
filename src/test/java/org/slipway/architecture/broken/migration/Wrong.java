package org.slipway.architecture.broken.migration;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.configuration.Wrong notBelow;
    javax.sql.DataSource notPlain;
}
