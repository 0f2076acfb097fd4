package org.slipway.security;

import java.util.Set;

/** Role names, as the container and the users file know them. */
public final class Roles {
    /** May see and do everything. */
    public static final String ADMIN = "admin";

    /** May see everything that an admin sees, and change nothing. */
    public static final String VIEWER = "viewer";

    /** All there are; any other name is a mistake. */
    public static final Set<String> ALL = Set.of(ADMIN, VIEWER);

    private Roles() {}
}
