package org.slipway.audit;

import java.time.Duration;

/**
 * What a look at the whole chain found.
 *
 * @param exists false when there is no table yet: the first run makes it
 * @param count number of rows
 * @param lastId 0 when there is none
 * @param lastHash as it stands in the last row: worth noting elsewhere, see {@link ChainMark}; null when there is none
 * @param broken the first row that is not as it was written; null when there is none
 */
public record ChainVerification(
        boolean exists, long count, long lastId, String lastHash, ChainBreak broken, Duration took) {

    public boolean intact() {
        return broken == null;
    }

    /**
     * Where the chain is broken first, and how.
     *
     * @param id of the row, or of the row that should be there
     * @param sentence for people
     */
    public record ChainBreak(long id, Kind kind, String sentence) {

        /** How. */
        public enum Kind {
            /** The row, or the one before it, was changed, or the row was put in. */
            HASH_DIFFERS,
            /** One or more rows before this one were taken out. */
            ROWS_MISSING,
            ID_REPEATED,
            /** The event noted elsewhere is not there: the end of the chain was cut off. */
            KNOWN_EVENT_MISSING,
            /** The event noted elsewhere had another hash: the chain was made anew, from this row or from one before it. */
            KNOWN_HASH_DIFFERS
        }
    }
}
