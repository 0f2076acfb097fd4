package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/** Name and password to a caller, the same for the sign-in page and for {@code /auth/token}. */
@ApplicationScoped
public class PasswordSignIn {
    private static final Logger LOG = Logger.getLogger(PasswordSignIn.class.getName());

    private final SignInLimit limit = new SignInLimit(System::nanoTime);

    @Inject
    LocalAccounts accounts;

    @Inject
    SecurityEvents events;

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
            refused(name, address, "too many wrong passwords");
            return new Outcome.TooManyTries();
        }
        Optional<Caller> caller = accounts.verify(name, password);
        if (caller.isEmpty()) {
            LOG.warning(() -> "Wrong user or password for " + PrintableText.of(name) + " from " + address);
            refused(name, address, "wrong user or password");
            return new Outcome.WrongCredentials();
        }
        limit.succeeded(address);
        LOG.info(() -> name + " signed in from " + address);
        return new Outcome.Accepted(caller.get());
    }

    private void refused(String name, String address, String why) {
        Actor stranger = new Actor(PrintableText.of(name), Set.of(), address);
        events.fire(SecurityEvent.Kind.SIGN_IN_REFUSED, stranger, why);
    }
}
