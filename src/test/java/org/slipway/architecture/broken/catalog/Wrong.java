package org.slipway.architecture.broken.catalog;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.history.Wrong notBelow;
}
