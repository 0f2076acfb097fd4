package org.slipway.security;

/** Role names, as the container and the users file know them. */
public final class Roles {
    /** May see and do everything. */
    public static final String ADMIN = "admin";

    /** May see everything that an admin sees, and change nothing. */
    public static final String VIEWER = "viewer";

    private Roles() {}
}
