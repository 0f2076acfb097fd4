package org.slipway.security;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * {@code POST /auth/token} with the name and password of a local account by HTTP Basic. 200 with a bearer token, 401 for
 * wrong or no credentials, 403 for an account without a role, 404 when accounts are an identity provider's, 429 after too many
 * wrong ones. The 401 has no Basic challenge: a browser would ask for the
 * password itself and keep sending it.
 */
@WebServlet("/auth/token")
public class TokenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String SCHEME = "Basic ";

    @Inject
    transient PasswordSignIn passwords;

    @Inject
    transient BearerTokens tokens;

    @Inject
    transient SecurityEvents events;

    @Inject
    transient RequestOrigin origin;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!tokens.issuesTokens()) {
            ProblemDetails.write(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    "Not Found",
                    "Accounts are the identity provider's, and so are tokens. " + tokens.advice());
            return;
        }
        String[] credentials = credentials(request.getHeader("Authorization"));
        if (credentials.length < 2) {
            unauthorized(response, "Send name and password of a local account by HTTP Basic.");
            return;
        }
        PasswordSignIn.Outcome outcome =
                passwords.tryOnce(credentials[0], credentials[1], origin.address(request), null);
        if (outcome instanceof PasswordSignIn.Outcome.Accepted accepted) {
            issue(accepted.caller(), request, response);
        } else if (outcome instanceof PasswordSignIn.Outcome.TooManyTries) {
            response.setHeader("Retry-After", String.valueOf(SignInGuard.WAIT.toSeconds()));
            ProblemDetails.write(
                    response, 429, "Too Many Requests", "Too many tries to sign in; try again in a second.");
        } else {
            unauthorized(response, "Wrong user or password.");
        }
    }

    /** RFC 7617 with UTF-8; of another length than two when the header is none of that. */
    private static String[] credentials(String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new String[0];
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException e) {
            return new String[0];
        }
    }

    /** None for who may do nothing with it. */
    private void issue(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (caller.roles().isEmpty()) {
            events.fire(SecurityEvent.Kind.ACCESS_REFUSED, request, caller, "no token for an account without a role");
            ProblemDetails.write(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Forbidden",
                    "The account has neither of the roles admin and viewer, so that a token would open nothing.");
            return;
        }
        String token = tokens.issue(caller);
        events.fire(
                SecurityEvent.Kind.TOKEN_ISSUED,
                request,
                caller,
                "for " + tokens.lifetime().toSeconds() + " s");
        answer(response, token);
    }

    private void answer(HttpServletResponse response, String token) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter()
                .write(Json.createObjectBuilder()
                        .add("access_token", token)
                        .add("token_type", "Bearer")
                        .add("expires_in", tokens.lifetime().toSeconds())
                        .build()
                        .toString());
    }

    private static void unauthorized(HttpServletResponse response, String detail) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"slipway\"");
        ProblemDetails.write(response, HttpServletResponse.SC_UNAUTHORIZED, "Unauthorized", detail);
    }
}
