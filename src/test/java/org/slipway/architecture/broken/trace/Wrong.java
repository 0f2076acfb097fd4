package org.slipway.architecture.broken.trace;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.migration.Wrong notBelow;
}
