package org.slipway.trace;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Puts the trace's id before each line that Slipway logs for a request or a run, whatever the server's log looks like.
 *
 * <p>A handler of the logger {@code org.slipway}: the server's handlers, further up, get a record after this one. Formatters
 * differ from server to server, and a context that all of them print is part of no standard.
 */
final class TraceInLog extends Handler {
    /** Held, because a logger that nobody holds forgets its handlers. */
    private final Logger ours = Logger.getLogger("org.slipway");

    void install() {
        setLevel(Level.ALL);
        ours.addHandler(this);
    }

    void uninstall() {
        ours.removeHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        Trace.current().ifPresent(trace -> line.setMessage("trace=" + trace.id() + " " + line.getMessage()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
