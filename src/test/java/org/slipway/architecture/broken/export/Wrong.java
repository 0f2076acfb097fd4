package org.slipway.architecture.broken.export;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.execution.Wrong notBelow;
}
