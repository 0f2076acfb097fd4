package org.slipway.security;

import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.Set;

/**
 * Enforces {@code @RolesAllowed}, {@code @PermitAll} and {@code @DenyAll} on resources. Jakarta REST leaves that to the
 * server, and some servers let everybody in. A resource that says nothing is for nobody.
 */
@Provider
public class RolesFeature implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Rule rule = ruleOf(resource.getResourceMethod())
                .or(() -> ruleOf(resource.getResourceClass()))
                .or(() -> ruleOfGenerated(resource.getResourceClass()))
                .orElse(Rule.NOBODY);
        if (!rule.everybody()) {
            context.register(new RoleFilter(rule.roles()));
        }
    }

    private record Rule(boolean everybody, Set<String> roles) {
        static final Rule NOBODY = new Rule(false, Set.of());
    }

    private static Optional<Rule> ruleOf(AnnotatedElement element) {
        if (element.isAnnotationPresent(DenyAll.class)) {
            return Optional.of(Rule.NOBODY);
        }
        if (element.isAnnotationPresent(PermitAll.class)) {
            return Optional.of(new Rule(true, Set.of()));
        }
        return Optional.ofNullable(element.getAnnotation(RolesAllowed.class))
                .map(allowed -> new Rule(false, Set.of(allowed.value())));
    }

    /** What Jakarta REST adds by itself, such as the answer to OPTIONS, is for whoever may look at something. */
    private static Optional<Rule> ruleOfGenerated(Class<?> type) {
        return type.isAnnotationPresent(Path.class)
                ? Optional.empty()
                : Optional.of(new Rule(false, Set.of(Roles.ADMIN, Roles.VIEWER)));
    }

    /** 401 for nobody, 403 for somebody else; the API's own filter says why. */
    @Priority(Priorities.AUTHORIZATION)
    record RoleFilter(Set<String> roles) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            SecurityContext caller = request.getSecurityContext();
            if (roles.stream().noneMatch(caller::isUserInRole)) {
                boolean nobody = caller.getUserPrincipal() == null;
                request.abortWith(Response.status(nobody ? Response.Status.UNAUTHORIZED : Response.Status.FORBIDDEN)
                        .build());
            }
        }
    }
}
