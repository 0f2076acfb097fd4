package org.slipway.security;

import java.util.Set;

/**
 * Who does something, for the record: what a run and an audit event say of the one behind it.
 *
 * @param name null for a stranger who gave no name
 * @param address of the client, as far as it is known; null when nobody asked over the network
 */
public record Actor(String name, Set<String> roles, String address) {
    public Actor {
        roles = Set.copyOf(roles);
    }
}
