package org.slipway.security.oidc;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Somebody whom the provider signed in, checked.
 *
 * @param subject who it is, unique at this provider and for ever; a name is neither
 * @param sessionId the provider's name of its own session with this browser; null when it tells none
 * @param idToken as it came, to be shown to the provider at sign-out
 * @param claims of the ID token and, where that has no roles, of what else the provider tells of the subject
 */
public record Identity(String subject, String sessionId, String idToken, Map<String, Object> claims) {
    public Identity {
        claims = Collections.unmodifiableMap(new HashMap<>(claims));
    }

    /** What the ID token says wins. */
    Identity with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.putAll(claims);
        return new Identity(subject, sessionId, idToken, all);
    }
}
