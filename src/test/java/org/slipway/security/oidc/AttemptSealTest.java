package org.slipway.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AttemptSealTest {
    private static final byte[] KEY = new byte[32];
    private static final Attempt ATTEMPT =
            Attempt.begin(URI.create("https://slipway.example/oidc/callback"), "/admin/runs?before=7");

    private final AttemptSeal seal = new AttemptSeal(KEY);

    @Test
    void whatIsSealedIsWhatIsOpened() {
        Attempt opened = seal.open(seal.seal(ATTEMPT), Instant.now()).orElseThrow();

        assertThat(opened).usingRecursiveComparison().ignoringFields("started").isEqualTo(ATTEMPT);
        assertThat(opened.started().toEpochMilli()).isEqualTo(ATTEMPT.started().toEpochMilli());
    }

    @Test
    void aNodeWithTheSameKeyOpensIt() {
        assertThat(new AttemptSeal(KEY).open(seal.seal(ATTEMPT), Instant.now())).isPresent();
    }

    @Test
    void anotherKeyDoesNot() {
        byte[] other = KEY.clone();
        Arrays.fill(other, (byte) 1);

        assertThat(new AttemptSeal(other).open(seal.seal(ATTEMPT), Instant.now()))
                .isEmpty();
    }

    @Test
    void anAttemptEndsAfterTenMinutes() {
        String sealed = seal.seal(ATTEMPT);

        assertThat(seal.open(sealed, ATTEMPT.started().plusSeconds(599))).isPresent();
        assertThat(seal.open(sealed, ATTEMPT.started().plusSeconds(600))).isEmpty();
    }

    @Test
    void nothingOfItCanBeReadOrChanged() {
        String sealed = seal.seal(ATTEMPT);
        String[] parts = sealed.split("\\.");
        String changed = sealed.replace(parts[3], parts[3].substring(4) + parts[3].substring(0, 4));

        assertThat(sealed).doesNotContain(ATTEMPT.state(), ATTEMPT.verifier(), "admin");
        assertThat(seal.open(changed, Instant.now())).isEmpty();
        assertThat(seal.open("no seal", Instant.now())).isEmpty();
        assertThat(seal.open("", Instant.now())).isEmpty();
    }
}
