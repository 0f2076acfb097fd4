package org.slipway.execution;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.slipway.sql.SqlStatement;

/** The first eight bytes of each statement's SHA-256, so that a later run can tell what was edited since. */
final class StatementHashes {
    static final int BYTES = 8;

    private final MessageDigest sha256;
    private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();

    StatementHashes() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(SqlStatement statement) {
        hashes.write(sha256.digest(statement.text().getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }

    byte[] toByteArray() {
        return hashes.toByteArray();
    }
}
