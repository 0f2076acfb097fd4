package org.slipway.api;

import java.io.IOException;
import java.io.Reader;
import org.slipway.migration.ScriptContent;

/**
 * A script's text, as much of it as one answer may hold: a script may be larger than the server's memory.
 *
 * @param text null when it can't be read
 * @param truncated true when {@code text} is only its beginning
 * @param error why it can't be read, else null
 */
record ScriptText(String text, boolean truncated, String error) {
    private static final int LIMIT = 1_000_000;

    static ScriptText unreadable(String why) {
        return new ScriptText(null, false, why);
    }

    /** A file that vanished or can't be decoded is an answer too, not a failure of the request. */
    static ScriptText read(ScriptContent content) {
        try (Reader script = content.open()) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            for (int n = script.read(buffer); n > 0 && text.length() <= LIMIT; n = script.read(buffer)) {
                text.append(buffer, 0, n);
            }
            boolean truncated = text.length() > LIMIT;
            return new ScriptText(truncated ? text.substring(0, LIMIT) : text.toString(), truncated, null);
        } catch (IOException e) {
            return unreadable(e.getMessage());
        }
    }
}
