package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.logging.Logger;

/**
 * Says who asks the API: by a bearer token in the one {@code Authorization} header, and by nothing else. A token in the
 * address or in a form (RFC 6750, 2.2 and 2.3) is not looked for, because addresses end in logs; nor is the session.
 */
@ApplicationScoped
public class TokenAuthentication {
    private static final Logger LOG = Logger.getLogger(TokenAuthentication.class.getName());
    private static final String SCHEME = "Bearer ";
    private static final int SERVICE_UNAVAILABLE = 503;

    private final RefusalRate rate = new RefusalRate(System::nanoTime);

    @Inject
    BearerTokens tokens;

    @Inject
    SecurityEvents events;

    AuthenticationStatus validate(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws IOException {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.size() > 1) {
            return failure(BearerProblem.twoHeaders(), request, response);
        }
        String header = headers.isEmpty() ? "" : headers.get(0);
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return context.isProtected()
                    ? failure(BearerProblem.noToken(tokens.advice()), request, response)
                    : context.doNothing();
        }
        return verify(header.substring(SCHEME.length()).strip(), request, response, context);
    }

    private AuthenticationStatus verify(
            String token, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws IOException {
        try {
            TokenPrincipal caller = tokens.verify(token);
            if (caller.getGroups().isEmpty()) {
                events.fire(
                        SecurityEvent.Kind.ACCESS_REFUSED, request, caller.caller(), "the token gives no role here");
                return failure(
                        BearerProblem.insufficientRole(
                                "The bearer token is good, but it gives none of the roles admin and viewer here."),
                        request,
                        response);
            }
            return context.notifyContainerAboutLogin(caller, caller.getGroups());
        } catch (RefusedTokenException e) {
            tell(e, request);
            return failure(BearerProblem.refused(e), request, response);
        } catch (TokenKeys.UnavailableException e) {
            rate.next().ifPresent(more -> LOG.warning(() -> "No keys to check bearer tokens with: " + e.getMessage()));
            return unavailable(request, response);
        }
    }

    /** To the log and to whoever keeps records, but not for each of a million: a stranger could fill disks with them. */
    private void tell(RefusedTokenException refusal, HttpServletRequest request) {
        rate.next().ifPresent(more -> {
            String finding = refusal.reason() + ": " + refusal.finding()
                    + (more == 0 ? "" : " (and " + more + " others since the last one told)");
            LOG.info(() -> "Bearer token refused, " + finding);
            events.fire(SecurityEvent.Kind.TOKEN_REFUSED, request, finding);
        });
    }

    private static AuthenticationStatus failure(
            BearerProblem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problem.send(request.getRequestURI(), response);
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** No 401, after which a pipeline would fetch another token, which would not help. */
    private static AuthenticationStatus unavailable(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Retry-After", "10");
        ProblemDetails.write(
                response,
                SERVICE_UNAVAILABLE,
                ProblemDetails.json(
                        "urn:slipway:problem:issuer-unavailable",
                        SERVICE_UNAVAILABLE,
                        "Service Unavailable",
                        "The keys of the tokens' issuer can't be fetched now, so no token can be checked. Try again.",
                        request.getRequestURI()));
        return AuthenticationStatus.SEND_FAILURE;
    }
}
