package org.slipway.security;

/** Role names, as the container and the identity provider know them. */
public final class Roles {
    /** May see and do everything. */
    public static final String ADMIN = "admin";

    private Roles() {}
}
