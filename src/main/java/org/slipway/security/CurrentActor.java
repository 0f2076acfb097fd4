package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who sent the request under way; for pages and resources, within a request only. */
@ApplicationScoped
public class CurrentActor {
    @Inject
    HttpServletRequest request;

    @Inject
    RequestOrigin origin;

    public Actor get() {
        Principal caller = request.getUserPrincipal();
        Set<String> roles = Stream.of(Roles.ADMIN, Roles.VIEWER)
                .filter(request::isUserInRole)
                .collect(Collectors.toUnmodifiableSet());
        return new Actor(caller == null ? null : caller.getName(), roles, origin.address(request));
    }
}
