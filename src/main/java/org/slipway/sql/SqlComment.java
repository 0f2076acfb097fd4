package org.slipway.sql;

/**
 * A comment that may speak to Slipway: a line comment that begins its line, or a block comment before the first statement.
 *
 * <p>Comments inside quotes are text, and comments behind a statement on its line speak about that statement only;
 * neither is reported.
 *
 * @param line where it begins, first line is 1
 * @param text what stands between the marks, as it was written, without a carriage return at its end
 * @param block written between slash and asterisk
 * @param insideStatement a statement has begun and goes on after the comment
 */
public record SqlComment(int line, String text, boolean block, boolean insideStatement) {}
