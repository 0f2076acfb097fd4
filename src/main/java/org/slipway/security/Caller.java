package org.slipway.security;

import java.io.Serializable;
import java.util.Set;

/** Who is asking, and what they may do. */
public record Caller(String name, Set<String> roles) implements Serializable {
    public Caller {
        roles = Set.copyOf(roles);
    }
}
