package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Marks a browser in which an account signed in, so that {@link SignInGuard} can tell it from those who guess its password
 * (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). It opens nothing: the password is asked for all the same.
 */
@ApplicationScoped
public class DeviceCookie {
    static final String NAME = "slipway-device";
    private static final String PURPOSE = "device cookie";
    private static final Duration LIFETIME = Duration.ofDays(90);
    private static final int LONGEST = 1000;

    private SharedSecret secret;
    private RequestOrigin origin;

    protected DeviceCookie() {}

    @Inject
    DeviceCookie(SharedSecret secret, RequestOrigin origin) {
        this.secret = secret;
        this.origin = origin;
    }

    void leave(HttpServletRequest request, HttpServletResponse response, String account) {
        String path = request.getContextPath().isEmpty() ? "/" : request.getContextPath();
        response.addHeader(
                "Set-Cookie",
                NAME + "=" + sealed(account, Instant.now().plus(LIFETIME)) + "; Path=" + path + "; Max-Age="
                        + LIFETIME.toSeconds() + "; HttpOnly; SameSite=Lax"
                        + (origin.https(request) ? "; Secure" : ""));
    }

    /** Name of the browser; null when the account did not sign in there. */
    String read(HttpServletRequest request, String account) {
        Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(NAME))
                .flatMap(cookie -> opened(cookie.getValue(), account, Instant.now()).stream())
                .findFirst()
                .orElse(null);
    }

    /** {@code browser.end.account.seal}, the last two in Base64. */
    String sealed(String account, Instant end) {
        String content =
                UUID.randomUUID() + "." + end.getEpochSecond() + "." + base64(account.getBytes(StandardCharsets.UTF_8));
        return content + "." + base64(seal(content));
    }

    Optional<String> opened(String cookie, String account, Instant now) {
        int dot = cookie.lastIndexOf('.');
        if (cookie.length() > LONGEST || dot < 0) {
            return Optional.empty();
        }
        String content = cookie.substring(0, dot);
        byte[] expected = base64(seal(content)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, cookie.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        String[] parts = content.split("\\.");
        return Stream.of(parts[0])
                .filter(browser -> now.getEpochSecond() < Long.parseLong(parts[1]))
                .filter(browser -> parts[2].equals(base64(account.getBytes(StandardCharsets.UTF_8))))
                .findFirst();
    }

    private byte[] seal(String content) {
        return SharedSecret.hmac(secret.key(PURPOSE), content.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
