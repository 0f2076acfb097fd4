package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.logging.Logger;

/** Name and password to a caller, the same for the sign-in page and for {@code /auth/token}. */
@ApplicationScoped
public class PasswordSignIn {
    private static final Logger LOG = Logger.getLogger(PasswordSignIn.class.getName());

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PASSWORD = 1000;

    private final SignInGuard guard =
            new SignInGuard(System::nanoTime, Runtime.getRuntime().availableProcessors());

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

    /**
     * @param address where the request came from, null when it is not known
     * @param device a browser in which this account signed in before, null for any other
     */
    Outcome tryOnce(String name, String password, String address, String device) {
        Outcome outcome = name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD
                ? new Outcome.WrongCredentials()
                : guard.check(new SignInGuard.Attempt(name, address, device), () -> accounts.verify(name, password));
        if (outcome instanceof Outcome.Accepted) {
            LOG.info(() -> name + " signed in from " + address);
        } else {
            refused(
                    name,
                    address,
                    outcome instanceof Outcome.TooManyTries ? "too many tries" : "wrong user or password");
        }
        return outcome;
    }

    private void refused(String name, String address, String why) {
        LOG.warning(() -> "Sign-in refused for " + PrintableText.of(name) + " from " + address + ": " + why);
        Actor stranger = new Actor(PrintableText.of(name), Set.of(), address);
        events.fire(SecurityEvent.Kind.SIGN_IN_REFUSED, stranger, why);
    }
}
