package org.slipway.api;

/**
 * What kind of problem it is, so that a script can tell two problems of one status apart. The rest, such as 404, has the
 * type {@code about:blank} of RFC 9457: its status says it all.
 */
enum ProblemType {
    /** 400: query parameter or body. */
    INVALID_REQUEST("invalid-request", "The request can't be understood", 400),
    /** 403: a good token, whose roles do not allow this. */
    INSUFFICIENT_ROLE("insufficient-role", "Forbidden", 403),
    /** 409: watch the active run, or cancel it. */
    RUN_ACTIVE("run-active", "Another run is active", 409),
    /** 409: what ended can't be cancelled. */
    RUN_ENDED("run-ended", "The run has ended", 409),
    /** 409: PostgreSQL does not let the console's role end it. */
    SESSION_NOT_ENDED("session-not-ended", "The session can't be ended", 409),
    /** 409: the live schema has drifted, and the caller asked for that to be an error. */
    DRIFTED("drifted", "The live schema has drifted", 409),
    /** 409: what the caller saw is not what there is now; look again. */
    DRIFT_OUTDATED("drift-outdated", "The drift has changed", 409),
    /** 409: what the caller saw of files and history is not what there is now; preview again. */
    HISTORY_OUTDATED("history-outdated", "The history has changed", 409),
    /** 409: the detail says why it can't be done, whoever asks. */
    HISTORY_REFUSED("history-refused", "The history can't be changed like this", 409),
    /** 409: the other tool could not go on from it; the detail says why. */
    NOT_EXPORTABLE("not-exportable", "The history can't be exported", 409),
    /** 409: the audit trail is not as it was written. */
    AUDIT_BROKEN("audit-broken", "The audit trail is broken", 409),
    /** 422: all problems are listed, nothing was run. */
    INVALID_MIGRATIONS("invalid-migrations", "The migrations can't run as they are", 422),
    /** 424: a run was awaited and it failed, was cancelled or was interrupted. */
    RUN_NOT_SUCCESSFUL("run-not-successful", "The run did not succeed", 424),
    /** 500: the log has the cause under the error's id. */
    UNEXPECTED("unexpected", "The console failed", 500),
    /** 503: the console is well, its database is not. */
    DATABASE_UNAVAILABLE("database-unavailable", "The database can't be reached", 503);

    final String uri;
    final String title;
    final int status;

    ProblemType(String name, String title, int status) {
        this.uri = "urn:slipway:problem:" + name;
        this.title = title;
        this.status = status;
    }
}
