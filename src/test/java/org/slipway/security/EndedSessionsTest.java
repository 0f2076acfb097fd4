package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.configuration.SettingValues;
import org.slipway.security.oidc.EndOfSession;

class EndedSessionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);

    private final EndedSessions ended = new EndedSessions();

    @BeforeEach
    void settings() {
        ended.settings = SettingValues.of(Map.of()).auth();
    }

    @Test
    void nothingIsEndedAtFirst() {
        assertThat(ended.contains(session("alice", "s1", BEFORE))).isFalse();
    }

    @Test
    void aNamedSessionEndsAndNoOther() {
        ended.end(new EndOfSession(null, "s1"), NOW);

        assertThat(ended.contains(session("alice", "s1", BEFORE))).isTrue();
        assertThat(ended.contains(session("alice", "s2", BEFORE))).isFalse();
        assertThat(ended.contains(session("alice", null, BEFORE))).isFalse();
    }

    @Test
    void allSessionsOfASubjectEndAlsoWhenOneIsNamedWithIt() {
        ended.end(new EndOfSession("alice", "s1"), NOW);

        assertThat(ended.contains(session("alice", "s2", BEFORE))).isTrue();
        assertThat(ended.contains(session("alice", null, BEFORE))).isTrue();
        assertThat(ended.contains(session("bob", null, BEFORE))).isFalse();
    }

    @Test
    void allSessionsOfASubjectEndWhenNoneIsNamed() {
        ended.end(new EndOfSession("alice", null), NOW);

        assertThat(ended.contains(session("alice", "s1", BEFORE))).isTrue();
        assertThat(ended.contains(session("alice", null, BEFORE))).isTrue();
        assertThat(ended.contains(session("bob", "s2", BEFORE))).isFalse();
    }

    @Test
    void whoSignsInAgainIsSignedIn() {
        ended.end(new EndOfSession("alice", null), NOW);

        assertThat(ended.contains(session("alice", "s1", NOW.plusMillis(1)))).isFalse();
    }

    @Test
    void aSignInThatWasUnderWayEndsToo() {
        ended.end(new EndOfSession("alice", null), NOW);

        assertThat(ended.contains(session("alice", "s1", NOW))).isTrue();
    }

    @Test
    void whenThereAreTooManyTheSessionsBeforeTheForgottenOneEndToo() {
        for (int i = 0; i <= EndedSessions.REMEMBERED; i++) {
            ended.end(new EndOfSession("subject-" + i, null), NOW.plusMillis(i));
        }

        assertThat(ended.contains(session("subject-0", "s", BEFORE))).isTrue();
        assertThat(ended.contains(session("somebody else", "s", BEFORE))).isTrue();
        assertThat(ended.contains(session("somebody else", "s", NOW.plus(Duration.ofHours(1)))))
                .isFalse();
    }

    @Test
    void whatNoSessionCanBeAsOldAsIsForgotten() {
        ended.end(new EndOfSession("alice", null), NOW);
        ended.end(new EndOfSession("bob", null), NOW.plus(Duration.ofHours(9)));

        assertThat(ended.contains(session("alice", "s1", BEFORE))).isFalse();
    }

    private static ProviderSession session(String subject, String id, Instant asked) {
        return new ProviderSession(subject, id, "token", asked, false);
    }
}
