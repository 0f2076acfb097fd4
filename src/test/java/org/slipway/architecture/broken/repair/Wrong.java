package org.slipway.architecture.broken.repair;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.execution.Wrong notBelow;
}
