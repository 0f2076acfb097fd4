package org.slipway.migration;

/**
 * A question to the live schema with a yes/no answer, written as {@code -- slipway:check <name>: <SQL>}.
 *
 * @param name unique among all migrations
 * @param sql one statement without a final semicolon
 * @param line where it stands in its script, first line is 1
 */
public record Check(String name, String sql, int line) {}
