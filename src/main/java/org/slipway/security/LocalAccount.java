package org.slipway.security;

import java.util.Set;

/** An account of local mode. */
record LocalAccount(String name, Set<String> roles, PasswordHash hash) {
    Caller caller() {
        return new Caller(name, roles);
    }
}
