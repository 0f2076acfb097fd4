package org.slipway.architecture.broken.history;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {
    org.slipway.architecture.broken.execution.Wrong notBelow;
    org.slipway.architecture.broken.security.Wrong notRoles;
}
