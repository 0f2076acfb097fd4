package org.slipway.architecture.broken.adoption;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.status.Wrong notBelow;
}
