package org.slipway.architecture.broken.operations;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.hall.Wrong notBelow;
}
