package org.slipway.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * {@code @Inject JsonWebToken}. An alternative that is selected, because a server with MicroProfile JWT has a bean of that
 * type too, which knows nothing of the console's sign-in and would make the injection ambiguous.
 */
@ApplicationScoped
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
public class TokenProducer {
    @Inject
    HttpServletRequest request;

    /** For a caller without a token, such as a browser, one that says nothing: a bean of a normal scope can't be null. */
    @Produces
    @RequestScoped
    JsonWebToken token() {
        return request.getUserPrincipal() instanceof JsonWebToken token ? token : new NoToken();
    }

    private static final class NoToken implements JsonWebToken {
        @Override
        public String getName() {
            return null;
        }

        @Override
        public long getExpirationTime() {
            return 0;
        }

        @Override
        public long getIssuedAtTime() {
            return 0;
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of();
        }

        @Override
        public <T> T getClaim(String name) {
            return null;
        }
    }
}
