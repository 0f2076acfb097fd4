package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {
    private static final PasswordHash HASH = PasswordHash.of("secret");

    @Test
    void aLineIsAnAccount() {
        assertThat(UsersFile.parse(List.of(
                        "# who may sign in",
                        "",
                        "alice:admin:" + HASH.text(),
                        " bob : admin , viewer : " + HASH.text() + " ",
                        "ursula::" + HASH.text())))
                .isEqualTo(Map.of(
                        "alice", new LocalAccount("alice", Set.of("admin"), HASH),
                        "bob", new LocalAccount("bob", Set.of("admin", "viewer"), HASH),
                        "ursula", new LocalAccount("ursula", Set.of(), HASH)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice | line 2: expected name:role,role:hash",
                "alice:admin | line 2: expected name:role,role:hash",
                ":admin:HASH | line 2: expected name:role,role:hash",
                "alice:admin,owner:HASH | line 2: there is no role owner; valid is admin, viewer or none",
                "alice:Admin:HASH | line 2: there is no role Admin; valid is admin, viewer or none",
                "alice:admin:secret | line 2: not a hash as PasswordHashCommand prints it",
            })
    void aLineThatIsNoneIsRefusedWithItsNumber(String line, String message) {
        assertThatThrownBy(() -> UsersFile.parse(List.of("# first", line.replace("HASH", HASH.text()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aNameIsThereOnce() {
        String line = "alice:admin:" + HASH.text();

        assertThatThrownBy(() -> UsersFile.parse(List.of(line, line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 2: alice is there twice");
    }
}
