package org.slipway.security;

import java.io.Serializable;
import java.time.Instant;
import org.slipway.security.oidc.Identity;

/**
 * The identity provider's side of a browser's session.
 *
 * @param subject at the provider
 * @param id the provider's name of it; null when it tells none
 * @param idToken shown to the provider at sign-out
 * @param asked when the provider was asked who this is: an end of session that comes later ends this one
 * @param groupsLeftOut true when the provider had too many groups to tell
 */
record ProviderSession(String subject, String id, String idToken, Instant asked, boolean groupsLeftOut)
        implements Serializable {
    static ProviderSession of(Identity identity, Instant asked, boolean groupsLeftOut) {
        return new ProviderSession(identity.subject(), identity.sessionId(), identity.idToken(), asked, groupsLeftOut);
    }
}
