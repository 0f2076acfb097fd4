package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Logger;

/** Name and password to a caller, the same for the sign-in page and for {@code /auth/token}. */
@ApplicationScoped
public class PasswordSignIn {
    private static final Logger LOG = Logger.getLogger(PasswordSignIn.class.getName());
    private static final int SHOWN_NAME = 100;

    private final SignInLimit limit = new SignInLimit(System::nanoTime);

    @Inject
    LocalAccounts accounts;

    /** How a try ended. */
    sealed interface Outcome {
        record Accepted(Caller caller) implements Outcome {}

        record WrongCredentials() implements Outcome {}

        record TooManyTries() implements Outcome {}
    }

    /** @param address where the request came from */
    Outcome tryOnce(String name, String password, String address) {
        if (!limit.tryFrom(address)) {
            LOG.warning(() -> "Too many wrong passwords from " + address);
            return new Outcome.TooManyTries();
        }
        Optional<Caller> caller = accounts.verify(name, password);
        if (caller.isEmpty()) {
            LOG.warning(() -> "Wrong user or password for " + printable(name) + " from " + address);
            return new Outcome.WrongCredentials();
        }
        limit.succeeded(address);
        LOG.info(() -> name + " signed in from " + address);
        return new Outcome.Accepted(caller.get());
    }

    /** What a stranger typed must not be able to forge lines of the log. */
    private static String printable(String name) {
        String shown = name.length() > SHOWN_NAME ? name.substring(0, SHOWN_NAME) + "…" : name;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
