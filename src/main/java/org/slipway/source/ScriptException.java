package org.slipway.source;

import java.io.IOException;

/** A script's text can't be used; the message is for the admin and says what would be right. */
public class ScriptException extends IOException {
    private final int line;

    /** @param line first line is 1; 0 when the whole file is meant */
    public ScriptException(int line, String message) {
        super(message);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
