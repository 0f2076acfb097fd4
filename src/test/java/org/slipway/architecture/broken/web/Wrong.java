package org.slipway.architecture.broken.web;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.api.Wrong notBelow;
}
