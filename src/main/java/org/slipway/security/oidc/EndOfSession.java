package org.slipway.security.oidc;

/**
 * What a logout token ends.
 *
 * @param subject null when only one session is meant
 * @param sessionId null when all sessions of the subject are meant
 */
public record EndOfSession(String subject, String sessionId) {}
