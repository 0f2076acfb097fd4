package org.slipway.source;

/**
 * Which lines of a file are a part of it, and how they read there.
 *
 * <p>A line that is no part of it becomes empty instead of being left out, so that lines keep their numbers; and the checksum,
 * which does not count line ends, is that of the part alone.
 */
@FunctionalInterface
interface LineRule {
    /**
     * @param number first line is 1
     * @param line without its end
     * @throws ScriptException when the line can't be used
     */
    String apply(int number, String line) throws ScriptException;
}
