package org.slipway.security;

/** Why an account that is signed in may do nothing here. */
public enum AccountProblem {
    NO_ROLE,
    /** The identity provider had too many groups to tell; a role may have been among them. */
    GROUPS_LEFT_OUT
}
