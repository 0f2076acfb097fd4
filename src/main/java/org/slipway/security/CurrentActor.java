package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who sent the request under way; for pages and resources, within a request only. */
@ApplicationScoped
public class CurrentActor {
    @Inject
    HttpServletRequest request;

    @Inject
    RequestOrigin origin;

    @Inject
    BrowserSession session;

    public Actor get() {
        Principal caller = request.getUserPrincipal();
        return caller == null
                ? new Actor(null, Set.of(), origin.address(request))
                : new Actor(caller.getName(), roles(), origin.address(request));
    }

    /** Once it sends an error page, Payara still knows the caller and no roles any more. The API never looks at sessions. */
    private Set<String> roles() {
        Set<String> roles = known(request::isUserInRole);
        return roles.isEmpty() && !RequestPath.isApi(RequestPath.of(request))
                ? session.caller(request)
                        .map(caller -> known(caller.roles()::contains))
                        .orElse(roles)
                : roles;
    }

    private static Set<String> known(Predicate<String> has) {
        return Stream.of(Roles.ADMIN, Roles.VIEWER).filter(has).collect(Collectors.toUnmodifiableSet());
    }
}
