package org.slipway.history;

import java.time.Instant;
import java.util.List;

/**
 * What is written about one try of one step, besides what PostgreSQL itself fills in.
 *
 * @param claim whose run
 * @param repeatable kind of the migration
 * @param version null for a repeatable migration
 * @param statementHashes eight bytes for each statement, in order
 * @param statements text of the statements, null when it is too long to keep
 * @param results sentences that the receipt does not tell
 */
public record StepRecord(
        Claim claim,
        PlannedStep step,
        boolean repeatable,
        String version,
        int checksum,
        String appliedBy,
        Instant startedAt,
        int attempts,
        byte[] statementHashes,
        String statements,
        List<String> results,
        List<String> warnings) {}
