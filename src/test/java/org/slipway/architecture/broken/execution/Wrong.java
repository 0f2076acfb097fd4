package org.slipway.architecture.broken.execution;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.web.Wrong notBelow;
}
