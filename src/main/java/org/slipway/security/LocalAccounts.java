package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slipway.configuration.AuthSettings;

/**
 * The accounts of local mode: the administrator, and those of the users file. The file is read again whenever it
 * has changed, so that an account can be added or taken away without a restart.
 */
@ApplicationScoped
public class LocalAccounts {
    private static final Logger LOG = Logger.getLogger(LocalAccounts.class.getName());

    private AuthSettings settings;
    private volatile LocalAccount admin;
    private volatile Map<String, LocalAccount> others = Map.of();
    private volatile Version version = Version.NONE;

    /** Two versions of the file that are of the same size and instant do not happen by hand. */
    private record Version(FileTime modified, long size) {
        static final Version NONE = new Version(FileTime.fromMillis(0), -1);

        static Version of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Version(now.lastModifiedTime(), now.size());
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    protected LocalAccounts() {}

    @Inject
    LocalAccounts(AuthSettings settings) {
        this.settings = settings;
    }

    /**
     * Called once, before the first request.
     *
     * @throws IllegalStateException with what to do, when the accounts can't be read; the deployment then stops
     */
    void prepare() {
        PasswordHash hash =
                settings.local().adminPassword().map(PasswordHash::of).orElseGet(this::generated);
        admin = new LocalAccount(settings.local().adminUser(), Set.of(Roles.ADMIN), hash);
        settings.local().usersFile().ifPresent(file -> {
            try {
                others = read(file);
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalStateException(
                        "Slipway does not start: slipway.auth.local.users-file = " + unreadable(file, e), e);
            }
        });
    }

    private PasswordHash generated() {
        GeneratedPassword generated = new GeneratedPassword(settings.dataDirectory());
        return generated.readOrGenerate(password -> LOG.warning(() -> "\n*** First start. Sign in as "
                + settings.local().adminUser() + " with the password " + password
                + "\n*** It is shown only now. Delete "
                + generated.file() + " and restart for a new one."));
    }

    /** Always takes the time of one hash, so that time does not tell which names exist. */
    Optional<Caller> verify(String name, String password) {
        if (admin == null) {
            return Optional.empty(); // not prepared: accounts come from elsewhere
        }
        LocalAccount account = account(name);
        boolean right = (account == null ? admin : account).hash().matches(password);
        return right && account != null ? Optional.of(account.caller()) : Optional.empty();
    }

    /** The account as it is now; empty once it has been taken away. */
    Optional<Caller> find(String name) {
        return Optional.ofNullable(admin == null ? null : account(name)).map(LocalAccount::caller);
    }

    private LocalAccount account(String name) {
        return name.equals(admin.name()) ? admin : current().get(name);
    }

    private Map<String, LocalAccount> current() {
        settings.local().usersFile().ifPresent(file -> {
            Version now = Version.of(file);
            if (!now.equals(version)) {
                version = now;
                readAgain(file);
            }
        });
        return others;
    }

    private void readAgain(Path file) {
        try {
            others = read(file);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, () -> "Going on with the accounts read before: " + unreadable(file, e));
        }
    }

    private Map<String, LocalAccount> read(Path file) throws IOException {
        Map<String, LocalAccount> accounts = UsersFile.parse(Files.readAllLines(file));
        if (accounts.containsKey(settings.local().adminUser())) {
            throw new IllegalArgumentException(
                    settings.local().adminUser() + " is the administrator, whose password is set elsewhere");
        }
        return Map.copyOf(accounts);
    }

    private static String unreadable(Path file, Exception e) {
        return file + " can't be used (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")";
    }
}
