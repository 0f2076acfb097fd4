package org.slipway.status;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.slipway.migration.UndoKey;

/**
 * One object that is not as the applied migrations left it.
 *
 * @param kind such as {@code table}
 * @param identity qualified with its schema; of a part, with its relation
 * @param relation identity of the relation that it is a part of; null where it stands for itself
 * @param expected null when nothing is expected
 * @param actual null when nothing is there
 * @param migrationKey of the last migration, or way back of one, that wrote it; null when it was there before the first run, or is unexpected
 * @param step number of the step within the migration; 0 without a migration
 * @param serverVersion number of the PostgreSQL that described what is expected, such as 160004; 0 when nothing is
 * @param parts columns, indexes and so on that are there, or are not, because their relation is
 */
public record ObjectDrift(
        String kind,
        String identity,
        String relation,
        String expected,
        String actual,
        String migrationKey,
        int step,
        int serverVersion,
        List<ObjectDrift> parts) {
    private static final int FINGERPRINT_BYTES = 8;

    /** What is wrong with an object. */
    public enum Difference {
        /** It is expected and not there. */
        MISSING,
        /** It is there, but with another definition. */
        CHANGED,
        /** It is there, and neither a migration nor the time before the first run knows it. */
        UNEXPECTED
    }

    public ObjectDrift {
        parts = List.copyOf(parts);
    }

    /** Whether the way back of the migration wrote it, and not the migration. */
    public boolean isUndo() {
        return migrationKey != null && UndoKey.isOne(migrationKey);
    }

    /** Key of the migration that wrote it, or whose way back did; null where {@link #migrationKey} is. */
    public String getMigration() {
        return migrationKey == null ? null : UndoKey.migration(migrationKey);
    }

    public Difference difference() {
        return actual == null ? Difference.MISSING : expected == null ? Difference.UNEXPECTED : Difference.CHANGED;
    }

    /** Such as {@code column public.invoice.total}. */
    public String name() {
        return kind + " " + identity;
    }

    ObjectDrift with(List<ObjectDrift> others) {
        return new ObjectDrift(kind, identity, relation, expected, actual, migrationKey, step, serverVersion, others);
    }

    /** Changes with anything that somebody who looks at this drift could have seen. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            addTo(digest);
            return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addTo(MessageDigest digest) {
        for (String text : new String[] {kind, identity, expected, actual}) {
            digest.update(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) (text == null ? 1 : 0));
        }
        parts.forEach(part -> part.addTo(digest));
    }
}
