package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.configuration.SettingValues;

class LocalAccountsTest {
    private static final Caller ADMIN = new Caller("admin", Set.of("admin"));
    private static final String HASH = PasswordHash.of("secret").text();

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void keepDataInTheFolder() {
        settings.put("slipway.data-directory", folder.resolve("data").toString());
    }

    @Test
    void thePasswordOfTheSettingsIsTheAdministrators() {
        settings.put("slipway.auth.local.admin-password", "secret");
        LocalAccounts accounts = prepared();

        assertThat(accounts.verify("admin", "secret")).contains(ADMIN);
        assertThat(accounts.verify("admin", "other")).isEmpty();
        assertThat(accounts.verify("somebody", "secret")).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aGeneratedPasswordIsToldOnceAndOnlyItsHashIsKeptForTheOwnersEyes() throws Exception {
        List<String> told = new ArrayList<>();
        GeneratedPassword generated = new GeneratedPassword(folder.resolve("data"));

        PasswordHash first = generated.readOrGenerate(told::add);
        PasswordHash second = generated.readOrGenerate(told::add);

        assertThat(told)
                .singleElement()
                .satisfies(password -> assertThat(first.matches(password)).isTrue());
        assertThat(second).isEqualTo(first);
        assertThat(Files.list(folder.resolve("data"))).containsExactly(generated.file());
        assertThat(generated.file()).content().doesNotContain(told.get(0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(generated.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aDataDirectoryThatCanNotBeMadeStopsTheStartAndSaysWhatToDo() throws Exception {
        settings.put(
                "slipway.data-directory",
                Files.writeString(folder.resolve("a file"), "").resolve("data").toString());

        assertThatThrownBy(this::prepared)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Slipway does not start: the administrator's password can't be kept in ")
                .hasMessageEndingWith("Make the folder of slipway.data-directory writable, delete the file if it is"
                        + " damaged, or set slipway.auth.local.admin-password or its -file.");
    }

    @Test
    void accountsOfTheUsersFileSignInWithTheirOwnRoles() throws Exception {
        users("ursula:viewer:" + HASH);
        LocalAccounts accounts = prepared();

        assertThat(accounts.verify("ursula", "secret")).contains(new Caller("ursula", Set.of("viewer")));
        assertThat(accounts.verify("ursula", "other")).isEmpty();
    }

    @Test
    void aChangeOfTheUsersFileHoldsFromTheNextSignIn() throws Exception {
        users("ursula::" + HASH);
        LocalAccounts accounts = prepared();
        users("bob::" + HASH);

        assertThat(accounts.verify("ursula", "secret")).isEmpty();
        assertThat(accounts.verify("bob", "secret")).contains(new Caller("bob", Set.of()));
    }

    @Test
    void whoIsTakenAwayOrGetsAnotherRoleIsThatAtOnce() throws Exception {
        users("ursula:admin:" + HASH, "bob:viewer:" + HASH);
        LocalAccounts accounts = prepared();

        assertThat(accounts.find("ursula")).contains(new Caller("ursula", Set.of("admin")));
        users("ursula:viewer:" + HASH);
        assertThat(accounts.find("ursula")).contains(new Caller("ursula", Set.of("viewer")));
        assertThat(accounts.find("bob")).isEmpty();
        assertThat(accounts.find("admin")).contains(ADMIN);
    }

    @Test
    void aUsersFileDamagedLaterLeavesTheAccountsAsTheyWere() throws Exception {
        users("ursula::" + HASH);
        LocalAccounts accounts = prepared();
        users("ursula");

        assertThat(accounts.verify("ursula", "secret")).contains(new Caller("ursula", Set.of()));
    }

    @Test
    void aUsersFileThatCanNotBeUsedStopsTheStart() throws Exception {
        users("ursula::" + HASH, "bob::plain");

        assertThatThrownBy(this::prepared)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Slipway does not start: slipway.auth.local.users-file = " + folder.resolve("users")
                                + " can't be used (IllegalArgumentException: line 2: not a hash as PasswordHashCommand prints it)");
    }

    @Test
    void theUsersFileCanNotTakeOverTheAdministrator() throws Exception {
        users("admin:admin:" + HASH);

        assertThatThrownBy(this::prepared)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("admin is the administrator, whose password is set elsewhere");
    }

    private void users(String... lines) throws Exception {
        Path file = Files.write(folder.resolve("users"), List.of(lines));
        settings.put("slipway.auth.local.users-file", file.toString());
        settings.put("slipway.auth.local.admin-password", "another");
    }

    private LocalAccounts prepared() {
        LocalAccounts accounts = new LocalAccounts(SettingValues.of(settings).auth());
        accounts.prepare();
        return accounts;
    }
}
