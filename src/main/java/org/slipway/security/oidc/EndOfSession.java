package org.slipway.security.oidc;

/**
 * What a logout token ends.
 *
 * @param subject null when only a session is named
 * @param sessionId null when only a subject is named
 */
public record EndOfSession(String subject, String sessionId) {}
