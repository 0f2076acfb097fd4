package org.slipway.migration;

/**
 * Something that keeps pending migrations from running, found before anything runs.
 *
 * @param script path of the file relative to its location, or the location itself when no file is meant
 * @param line first line is 1; 0 when the whole file is meant
 * @param message one sentence for the admin: what is wrong and what would be right
 */
public record Problem(String script, int line, String message) {
    public static Problem of(String script, String message) {
        return new Problem(script, 0, message);
    }

    @Override
    public String toString() {
        return script + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
