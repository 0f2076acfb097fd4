package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slipway.configuration.AuthSettings;

/** The signed-in browser. How it signed in does not matter here: by password today, by an identity provider as well. */
@ApplicationScoped
public class BrowserSession {
    private static final String KEY = SignedIn.class.getName();

    @Inject
    AuthSettings settings;

    /** Kept in the HTTP session. */
    record SignedIn(Caller caller, Instant since) implements Serializable {
        boolean isOver(Instant now, Duration maxAge) {
            return !now.isBefore(since.plus(maxAge));
        }
    }

    /** With a new session id: one that was planted in the browser before is worth nothing after. */
    void begin(HttpServletRequest request, Caller caller) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(KEY, new SignedIn(caller, Instant.now()));
    }

    /** Empty for a stranger, and once the session is older than its absolute limit; it is ended then. */
    Optional<Caller> caller(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(KEY) instanceof SignedIn signedIn)) {
            return Optional.empty();
        }
        if (signedIn.isOver(Instant.now(), settings.sessionMaxAge())) {
            session.invalidate();
            return Optional.empty();
        }
        return Optional.of(signedIn.caller());
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
