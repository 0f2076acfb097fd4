package org.slipway.sql;

/**
 * A place in a script, as an editor shows it.
 *
 * @param line first line is 1
 * @param column in characters, not UTF-16 units; first column is 1
 */
public record SqlPosition(int line, int column) {}
