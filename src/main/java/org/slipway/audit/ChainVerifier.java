package org.slipway.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slipway.audit.ChainVerification.ChainBreak;
import org.slipway.audit.ChainVerification.ChainBreak.Kind;
import org.slipway.history.HistorySchema;

/** Follows the chain from its first row to its last; keeps no row longer than until the next. */
final class ChainVerifier {
    private final HistorySchema schema;
    private final ChainMark known;
    private long count;
    private long lastId;
    private String lastHash;
    private boolean knownWasThere;
    private ChainBreak broken;

    /** @param known null for none */
    ChainVerifier(HistorySchema schema, ChainMark known) {
        this.schema = schema;
        this.known = known;
    }

    ChainVerification verify(Connection connection) throws SQLException {
        long began = System.nanoTime();
        boolean exists = schema.has(connection, HistorySchema.AUDIT_EVENT);
        if (exists) {
            new AuditQuery(schema, AuditFilter.ALL).all(connection, this::follow);
        }
        if (known != null && !knownWasThere && broken == null) {
            breaks(
                    known.id(),
                    Kind.KNOWN_EVENT_MISSING,
                    "Event " + known.id() + " is known and not there: the trail"
                            + (count == 0 ? " is empty." : " ends with event " + lastId + "."));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new ChainVerification(exists, count, lastId, lastHash, broken, took);
    }

    private void follow(AuditEvent event) {
        if (broken == null) {
            check(event);
        }
        count++;
        lastId = event.id();
        lastHash = event.hash();
    }

    private void check(AuditEvent event) {
        long id = event.id();
        if (id > lastId + 1) {
            breaks(id, Kind.ROWS_MISSING, missing(lastId + 1, id - 1));
        } else if (id <= lastId) {
            breaks(id, Kind.ID_REPEATED, "Event " + id + " is there more than once, or has no right id.");
        } else if (!ChainHash.of(count == 0 ? ChainHash.START : lastHash, event).equals(event.hash())) {
            breaks(
                    id,
                    Kind.HASH_DIFFERS,
                    "Event " + id + " is not as it was written: its hash does not follow from it and event " + lastId
                            + ".");
        } else if (known != null && known.id() == id) {
            compareWithKnown(event);
        }
    }

    private static String missing(long first, long last) {
        return first == last ? "Event " + first + " is missing." : "Events " + first + " to " + last + " are missing.";
    }

    private void compareWithKnown(AuditEvent event) {
        knownWasThere = true;
        if (!known.hash().equalsIgnoreCase(event.hash())) {
            breaks(
                    event.id(),
                    Kind.KNOWN_HASH_DIFFERS,
                    "Event " + event.id()
                            + " had another hash: it, or one before it, was changed and the chain made anew.");
        }
    }

    private void breaks(long id, Kind kind, String sentence) {
        broken = new ChainBreak(id, kind, sentence);
    }
}
