package org.slipway.security;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slipway.configuration.IpAddress;
import org.slipway.security.PasswordSignIn.Outcome;

/**
 * Slows the guessing of passwords, so that no stranger can keep anybody out by failing in their name. A browser in which
 * the account signed in before has tries of its own, and processors of its own to check them with; everybody else has some
 * for each account and address, and some more for each address. An account alone is never counted.
 */
final class SignInGuard {
    static final Duration WAIT = Duration.ofSeconds(1);
    private static final int OF_ACCOUNT = 10;
    private static final int OF_ADDRESS = 50;
    private static final int WAITING = 8;

    private final SignInLimit devices;
    private final SignInLimit accounts;
    private final SignInLimit addresses;
    private final Semaphore forDevices = new Semaphore(1, true);
    private final Semaphore forStrangers;

    SignInGuard(LongSupplier nanoTime, int processors) {
        devices = new SignInLimit(OF_ACCOUNT, WAIT, nanoTime);
        accounts = new SignInLimit(OF_ACCOUNT, WAIT, nanoTime);
        addresses = new SignInLimit(OF_ADDRESS, WAIT.dividedBy(5), nanoTime);
        forStrangers = new Semaphore(Math.max(1, processors / 2), true);
    }

    /**
     * Who tries.
     *
     * @param device of which the account is known, null without one
     */
    record Attempt(String account, String address, String device) {
        private String site() {
            return address == null ? "" : IpAddress.site(address);
        }

        private String accountAtSite() {
            return site() + " " + account;
        }
    }

    /** @param password asks whether it is right, which takes a processor for a while */
    Outcome check(Attempt attempt, Supplier<Optional<Caller>> password) {
        boolean known = attempt.device() != null && devices.tryOnce(attempt.device());
        if (!known && !strangerMayTry(attempt)) {
            return new Outcome.TooManyTries();
        }
        Outcome outcome = checked(known ? forDevices : forStrangers, password);
        if (outcome instanceof Outcome.TooManyTries) {
            takeBack(attempt, known);
        } else if (outcome instanceof Outcome.Accepted) {
            succeeded(attempt, known);
        }
        return outcome;
    }

    private boolean strangerMayTry(Attempt attempt) {
        if (!addresses.tryOnce(attempt.site())) {
            return false;
        }
        boolean may = accounts.tryOnce(attempt.accountAtSite());
        if (!may) {
            addresses.takeBack(attempt.site());
        }
        return may;
    }

    /** A flood of tries must leave processors and threads for everything else. */
    private static Outcome checked(Semaphore processors, Supplier<Optional<Caller>> password) {
        if (processors.getQueueLength() >= WAITING || !acquired(processors)) {
            return new Outcome.TooManyTries();
        }
        try {
            return password.get().<Outcome>map(Outcome.Accepted::new).orElseGet(Outcome.WrongCredentials::new);
        } finally {
            processors.release();
        }
    }

    private static boolean acquired(Semaphore processors) {
        try {
            return processors.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void takeBack(Attempt attempt, boolean known) {
        if (known) {
            devices.takeBack(attempt.device());
        } else {
            accounts.takeBack(attempt.accountAtSite());
            addresses.takeBack(attempt.site());
        }
    }

    /** Other accounts' failures from this address stay: one right password must not pay for guessing another. */
    private void succeeded(Attempt attempt, boolean known) {
        if (known) {
            devices.forget(attempt.device());
        } else {
            accounts.forget(attempt.accountAtSite());
            addresses.takeBack(attempt.site());
        }
    }
}
