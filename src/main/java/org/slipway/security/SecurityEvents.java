package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Fires {@link SecurityEvent}s, with what is known of who asked. */
@ApplicationScoped
public class SecurityEvents {
    @Inject
    Event<SecurityEvent> events;

    @Inject
    RequestOrigin origin;

    @Inject
    CurrentActor current;

    /** By somebody known. */
    void fire(SecurityEvent.Kind kind, HttpServletRequest request, Caller caller, String detail) {
        fire(kind, new Actor(caller.name(), caller.roles(), origin.address(request)), detail);
    }

    /** By a stranger. */
    void fire(SecurityEvent.Kind kind, HttpServletRequest request, String detail) {
        fire(kind, new Actor(null, Set.of(), origin.address(request)), detail);
    }

    void fire(SecurityEvent.Kind kind, Actor actor, String detail) {
        events.fire(new SecurityEvent(kind, actor, PrintableText.of(detail)));
    }

    /** By the known caller of the request under way, who asked for what their role does not allow. */
    public void accessRefused(String what) {
        fire(SecurityEvent.Kind.ACCESS_REFUSED, current.get(), what);
    }
}
