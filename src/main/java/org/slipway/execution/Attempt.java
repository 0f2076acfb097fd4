package org.slipway.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a step is tried: what changes from one try to the next.
 *
 * @param begun when the first try began
 * @param number first is 1
 * @param tolerant true puts a savepoint around each statement and takes "already exists" as a warning
 * @param unbatchedFrom first statement of a batch that failed, sent one by one this time to find the one at fault; 0 for none
 * @param lockTimeout for this try alone; null for the step's own
 * @param remarks what had to be done for it, as clauses that follow the step's name
 */
record Attempt(
        Instant begun, int number, boolean tolerant, int unbatchedFrom, Duration lockTimeout, List<String> remarks) {

    static Attempt first() {
        return new Attempt(Instant.now(), 1, false, 0, null, List.of());
    }

    Attempt again() {
        return new Attempt(begun, number + 1, tolerant, unbatchedFrom, null, remarks);
    }

    Attempt again(String remark) {
        return new Attempt(begun, number + 1, tolerant, unbatchedFrom, null, with(remark));
    }

    /** The next one, which waits longer for a lock, and others behind it as long. */
    Attempt againWaiting(Duration longer, String remark) {
        return new Attempt(begun, number + 1, tolerant, unbatchedFrom, longer, with(remark));
    }

    Attempt withoutBatch(int firstStatement) {
        return new Attempt(begun, number, tolerant, firstStatement, lockTimeout, remarks);
    }

    Attempt tolerantly() {
        return new Attempt(begun, number, true, unbatchedFrom, lockTimeout, remarks);
    }

    private List<String> with(String remark) {
        return Stream.concat(remarks.stream(), Stream.of(remark)).distinct().toList();
    }
}
