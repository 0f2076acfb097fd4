package org.slipway.migration;

/** One {@code -- slipway:…} comment as it was understood, echoed on the migration's page. */
public record Directive(int line, String name, String value) {}
