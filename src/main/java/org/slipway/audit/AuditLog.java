package org.slipway.audit;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Each event as one line of the server's log, with its hash: whoever keeps the log can prove the table. */
final class AuditLog {
    private static final Logger LOG = Logger.getLogger("org.slipway.audit");

    private AuditLog() {}

    static void written(AuditEvent event) {
        LOG.log(Level.INFO, "{0}", line(event));
    }

    /** @param why it is not in the table */
    static void notWritten(AuditEntry entry, String why) {
        LOG.log(Level.WARNING, "{0}", line(entry.withId(0)) + " not written: " + why);
    }

    static String line(AuditEvent event) {
        StringBuilder line = new StringBuilder("audit");
        add(line, "id", event.id() == 0 ? null : event.id());
        add(line, "at", event.at());
        add(line, "action", event.action());
        add(line, "actor", quoted(event.actor()));
        add(line, "roles", quoted(event.roles()));
        add(line, "address", quoted(event.address()));
        add(line, "node", quoted(event.node()));
        add(line, "run", event.runId());
        add(line, "detail", quoted(event.detail()));
        add(line, "hash", event.hash());
        return line.toString();
    }

    private static void add(StringBuilder line, String name, Object value) {
        if (value != null) {
            line.append(' ').append(name).append('=').append(value);
        }
    }

    /** Line breaks are gone already: see {@link AuditText}. */
    private static String quoted(String text) {
        return text == null ? null : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
