package org.slipway.torture;

import org.slipway.torture.PgMessages.Message;

/** Which message of a run is the one that the trial waits for. */
enum Moment {
    /** None: any time between the press and the end. */
    ANY_TIME(""),
    TABLES_ARE_MADE("CREATE TABLE \"slipway\".run"),
    CLAIM("INSERT INTO \"slipway\".run "),
    BEGIN("SET status = 'RUNNING'"),
    HEARTBEAT("SET heartbeat_at"),
    FENCE("FOR KEY SHARE"),
    STATEMENT("INSERT INTO ledger"),
    HISTORY("'APPLIED', clock_timestamp()"),
    COMMIT("COMMIT"),
    COMMIT_ANSWERED(""),
    JOURNAL("'STARTED', NULL"),
    INDEX("CREATE INDEX CONCURRENTLY"),
    SESSION_RESET("DISCARD ALL"),
    JOURNAL_ENDED("AND status = 'STARTED'"),
    END(", finished_at = clock_timestamp(), progress = NULL");

    private final String text;

    Moment(String text) {
        this.text = text;
    }

    boolean is(Message message) {
        return switch (this) {
            case ANY_TIME -> false;
            case COMMIT_ANSWERED -> message.answersCommit();
            default -> message.asks(text);
        };
    }

    /** How often it comes in a run, about. */
    int often() {
        return switch (this) {
            case FENCE, STATEMENT, HISTORY, COMMIT, COMMIT_ANSWERED -> 7;
            case HEARTBEAT -> 2;
            default -> 1;
        };
    }

    /** Comes only with a statement that runs outside a transaction. */
    boolean isOfAutocommit() {
        return switch (this) {
            case JOURNAL, INDEX, SESSION_RESET, JOURNAL_ENDED -> true;
            default -> false;
        };
    }
}
