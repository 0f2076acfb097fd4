package org.slipway.architecture.broken.configuration;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.sql.Wrong notBelow;
}
