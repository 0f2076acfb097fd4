package org.slipway.audit;

/**
 * What was done or refused. Kept by name, so a name never changes; what a newer console wrote is shown by its name alone.
 */
public enum AuditAction {
    SIGNED_IN,
    SIGN_IN_REFUSED,
    SIGNED_OUT,
    TOKEN_ISSUED,
    TOKEN_REFUSED,
    ACCESS_REFUSED,
    /** So many refusals came that only their number and that of their addresses was kept. */
    REFUSALS_COUNTED,
    RUN_REQUESTED,
    /** Asked for and not begun: another run is active, the migrations can't run, the database can't be reached. */
    RUN_REFUSED,
    RUN_STARTED,
    RUN_CANCEL_REQUESTED,
    /** An admin had a session ended that a run waited for. */
    BLOCKER_ENDED,
    /** PostgreSQL did not let the console end it. */
    BLOCKER_NOT_ENDED,
    RUN_ENDED,
    /** Its server was lost, and the next run found out. */
    RUN_TAKEN_OVER,
    /** An admin made what is there what is expected. */
    DRIFT_ACCEPTED,
    /** An admin took over what another tool had recorded. */
    HISTORY_ADOPTED,
    /** An admin said up to where migrations count as applied. */
    BASELINED,
    /** An admin said that a migration counts as applied. */
    MARKED_APPLIED,
    /** An admin said that a migration counts as not applied. */
    MARKED_NOT_APPLIED,
    /** An admin said that a file as it is now counts as what was applied. */
    CHECKSUM_ACCEPTED,
    SETTINGS_SHOWN,
    AUDIT_EXPORTED,
    AUDIT_VERIFIED,
    /** Events could not be kept while the database was away; their number is told, and the log has them. */
    EVENTS_LOST
}
