package org.slipway.adoption;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slipway.history.Amended;
import org.slipway.migration.MigrationState;
import org.slipway.source.MigrationSet;

/**
 * What adopting another tool's history would do, without doing it: where each migration would stand afterwards.
 *
 * @param entries in the order in which the migrations run; those whose file is gone come last
 * @param obstacles why it can't be adopted as it is, each a sentence with what to do; empty when it can
 */
public record AdoptionPreview(ForeignTable table, List<AdoptionEntry> entries, List<String> obstacles) {
    private static final int FINGERPRINT_BYTES = 8;

    public AdoptionPreview {
        entries = List.copyOf(entries);
        obstacles = List.copyOf(obstacles);
    }

    /** Reads those files whose checksum the tool recorded, and asks no database. */
    public static AdoptionPreview of(MigrationSet set, ForeignHistory history) {
        return new Comparison(set, history).preview();
    }

    /** How many migrations would be in each state, none left out that has some. */
    public Map<MigrationState, Integer> counts() {
        Map<MigrationState, Integer> counts = new EnumMap<>(MigrationState.class);
        entries.forEach(entry -> counts.merge(entry.state(), 1, Integer::sum));
        return counts;
    }

    /**
     * What the schema history would get.
     *
     * @param now stands for times that the tool did not record
     */
    public List<Amended> amended(Instant now) {
        return entries.stream()
                .filter(AdoptionEntry::isRecorded)
                .map(entry -> AdoptedMigration.of(table, entry, now))
                .toList();
    }

    /**
     * Keeps the other tool out until the end of the connection's transaction, where it can be kept out.
     *
     * @return a sentence when it is at work right now; never waits
     */
    public Optional<String> keepToolOut(Connection connection) throws SQLException {
        return table.tool().keepOut(connection, table);
    }

    /** Changes with anything that somebody who looked at this preview could have seen. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, table.layout() + " " + table.name() + " " + obstacles);
            for (AdoptionEntry entry : entries) {
                add(digest, entry.key() + " " + entry.state() + " " + entry.reason() + " " + entry.row());
                add(
                        digest,
                        entry.migration() == null
                                ? ""
                                : entry.script() + entry.migration().checksum());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
