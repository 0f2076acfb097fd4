package org.slipway.security.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * One sign-in under way: what was asked of the provider, to compare with its answer. The browser keeps it, sealed, so that
 * strangers cost the console no memory and any node can finish it.
 *
 * @param state ties the answer to this browser
 * @param nonce ties the ID token to this attempt
 * @param verifier of PKCE (RFC 7636); never leaves the console but to the provider's token endpoint
 * @param redirectUri where the browser comes back to
 * @param returnTo the page that was asked for
 */
public record Attempt(String state, String nonce, String verifier, URI redirectUri, String returnTo, Instant started) {
    /** How long somebody may take to sign in. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    public static Attempt begin(URI redirectUri, String returnTo) {
        return new Attempt(
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue(),
                redirectUri,
                returnTo,
                Instant.now());
    }

    boolean isOver(Instant now) {
        return !now.isBefore(started.plus(LIFETIME));
    }
}
