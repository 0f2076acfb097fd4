package org.slipway.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slipway.security.oidc.Attempt;
import org.slipway.security.oidc.AttemptSeal;

/** Sign-ins under way in a browser, each in a cookie of its own, so that two tabs do not disturb each other. */
final class AttemptCookies {
    static final String PREFIX = "slipway-sign-in-";

    /** As many as fit into the headers of a request that a server takes. */
    static final int AT_ONCE = 4;

    private static final int NAME_LENGTH = 12;
    private static final String PATH = "/oidc";

    private final AttemptSeal seal;

    AttemptCookies(AttemptSeal seal) {
        this.seal = seal;
    }

    /** The oldest others are dropped when there are too many. */
    void add(HttpServletRequest request, HttpServletResponse response, Attempt attempt, boolean secure) {
        Map<String, Attempt> others = present(request);
        List<String> newestFirst = others.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Attempt> other) ->
                                other.getValue().started())
                        .reversed())
                .map(Map.Entry::getKey)
                .toList();
        newestFirst.stream()
                .skip(AT_ONCE - 1)
                .forEach(name -> response.addCookie(cookie(request, name, "", 0, secure)));
        String name = PREFIX + attempt.state().substring(0, NAME_LENGTH);
        response.addCookie(cookie(request, name, seal.seal(attempt), (int) Attempt.LIFETIME.toSeconds(), secure));
    }

    /** The attempt that this answer belongs to, once. */
    Optional<Attempt> take(HttpServletRequest request, HttpServletResponse response, String state, boolean secure) {
        return present(request).entrySet().stream()
                .filter(attempt -> attempt.getValue().state().equals(state))
                .findFirst()
                .map(attempt -> {
                    response.addCookie(cookie(request, attempt.getKey(), "", 0, secure));
                    return attempt.getValue();
                });
    }

    private Map<String, Attempt> present(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().startsWith(PREFIX))
                .forEach(cookie -> seal.open(cookie.getValue(), Instant.now())
                        .ifPresent(attempt -> attempts.put(cookie.getName(), attempt)));
        return attempts;
    }

    private static Cookie cookie(HttpServletRequest request, String name, String value, int seconds, boolean secure) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(request.getContextPath() + PATH);
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        // Strict would not come back from a provider on another site
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
