package org.slipway.web;

import java.util.Arrays;

/**
 * What an action has to say on the page it redirects to. It travels as a parameter of the address, by name only, so that
 * nobody can put words into the console's mouth with a link.
 */
public enum Notice {
    /** There was nothing to run. */
    NOTHING_PENDING,
    /** Problems found when everything was read again kept the run from starting. */
    INVALID,
    /** Another run was active; this is its page. */
    ALREADY_ACTIVE,
    /** The database could not be reached, so no run was started. */
    DATABASE_UNAVAILABLE,
    /** The run is asked to stop. */
    CANCEL_REQUESTED,
    /** The run had ended before it could be cancelled. */
    ALREADY_ENDED,
    /** A session that the run waited for was ended. */
    SESSION_ENDED,
    /** The run does not wait for that session, or not any more. */
    NOT_IN_THE_WAY,
    /** What is there is expected now. */
    DRIFT_ACCEPTED,
    /** Something was not as the admin had seen it. */
    DRIFT_OUTDATED,
    /** No object was ticked. */
    NOTHING_CHOSEN,
    /** The migration can't be taken back as things are. */
    NOT_UNDONE;

    /** Null for a name that is none. */
    public static Notice named(String name) {
        return Arrays.stream(values())
                .filter(notice -> notice.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    String in(String address) {
        return address + (address.contains("?") ? "&" : "?") + "notice=" + name();
    }
}
