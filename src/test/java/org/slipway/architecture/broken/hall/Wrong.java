package org.slipway.architecture.broken.hall;

/** Breaks the rules on purpose; see ArchitectureTest. */
public class Wrong {}
