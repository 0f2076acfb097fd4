package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slipway.configuration.AuthSettings;

/** The signed-in browser, whether it signed in by password or at an identity provider. */
@ApplicationScoped
public class BrowserSession {
    private static final String KEY = SignedIn.class.getName();

    @Inject
    AuthSettings settings;

    @Inject
    RequestOrigin origin;

    @Inject
    LocalAccounts accounts;

    @Inject
    EndedSessions ended;

    /**
     * Kept in the HTTP session.
     *
     * @param provider null for a local account
     */
    record SignedIn(Caller caller, Instant since, ProviderSession provider) implements Serializable {
        boolean isOver(Instant now, Duration maxAge) {
            return !now.isBefore(since.plus(maxAge));
        }
    }

    void begin(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        begin(request, response, caller, null);
    }

    /** With a new session id: one that was planted in the browser before is worth nothing after. */
    void begin(HttpServletRequest request, HttpServletResponse response, Caller caller, ProviderSession provider) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(KEY, new SignedIn(caller, Instant.now(), provider));
        if (origin.https(request)) {
            secure(response);
        }
    }

    /** Servers decide by the connection that they see themselves, which a proxy may have made without TLS. */
    private static void secure(HttpServletResponse response) {
        List<String> cookies = List.copyOf(response.getHeaders("Set-Cookie"));
        for (int i = 0; i < cookies.size(); i++) {
            String cookie = cookies.get(i);
            String secure = cookie.matches("(?i).*; *secure *(;.*)?") ? cookie : cookie + "; Secure";
            if (i == 0) {
                response.setHeader("Set-Cookie", secure);
            } else {
                response.addHeader("Set-Cookie", secure);
            }
        }
    }

    /** Empty for a stranger. */
    Optional<Caller> caller(HttpServletRequest request) {
        return signedIn(request).map(SignedIn::caller);
    }

    /** Empty for a stranger and for a local account. */
    Optional<ProviderSession> provider(HttpServletRequest request) {
        return signedIn(request).map(SignedIn::provider);
    }

    /** A session older than its absolute limit, or ended by the provider, is ended here. */
    private Optional<SignedIn> signedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(KEY) instanceof SignedIn signedIn)) {
            return Optional.empty();
        }
        boolean endedElsewhere = signedIn.provider() != null && ended.contains(signedIn.provider());
        if (endedElsewhere || signedIn.isOver(Instant.now(), settings.sessionMaxAge())) {
            session.invalidate();
            return Optional.empty();
        }
        Optional<Caller> caller = current(signedIn);
        if (caller.isEmpty()) {
            session.invalidate();
        }
        return caller.map(now -> new SignedIn(now, signedIn.since(), signedIn.provider()));
    }

    /** A local account is looked up for each request: who was taken away, or given another role, is that at once. */
    private Optional<Caller> current(SignedIn signedIn) {
        return signedIn.provider() == null ? accounts.find(signedIn.caller().name()) : Optional.of(signedIn.caller());
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
