package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slipway.configuration.AuthSettings;
import org.slipway.security.oidc.EndOfSession;

/**
 * Which sessions the identity provider has ended, as long as one of them may still be in a browser. Of this node only.
 *
 * <p>Bounded: when there are too many, the oldest is forgotten and everybody who signed in before it has to do so again.
 */
@ApplicationScoped
public class EndedSessions {
    static final int REMEMBERED = 10_000;

    @Inject
    AuthSettings settings;

    private final Map<Key, Instant> ended = new LinkedHashMap<>();
    private Instant allUntil = Instant.MIN;

    private enum Meaning {
        SESSION,
        ALL_OF_SUBJECT
    }

    private record Key(Meaning meaning, String value) {}

    /**
     * All sessions of a subject that is named, though one session may be named with it: of somebody whom an operator signs out,
     * Keycloak names one session and means them all. A browser whose session goes on there is only redirected there and back.
     */
    synchronized void end(EndOfSession end, Instant now) {
        ended.values().removeIf(at -> at.plus(settings.sessionMaxAge()).isBefore(now));
        put(Meaning.SESSION, end.sessionId(), now);
        put(Meaning.ALL_OF_SUBJECT, end.subject(), now);
    }

    private void put(Meaning meaning, String value, Instant now) {
        if (value == null) {
            return;
        }
        Key key = new Key(meaning, value);
        ended.remove(key); // so that the order stays that of time
        ended.put(key, now);
        if (ended.size() > REMEMBERED) {
            Map.Entry<Key, Instant> oldest = ended.entrySet().iterator().next();
            allUntil = oldest.getValue();
            ended.remove(oldest.getKey());
        }
    }

    synchronized boolean contains(ProviderSession session) {
        return !session.asked().isAfter(allUntil)
                || isEnded(Meaning.ALL_OF_SUBJECT, session.subject(), session)
                || session.id() != null && isEnded(Meaning.SESSION, session.id(), session);
    }

    private boolean isEnded(Meaning meaning, String value, ProviderSession session) {
        Instant at = ended.get(new Key(meaning, value));
        return at != null && !session.asked().isAfter(at);
    }
}
