package org.slipway.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows the guessing of passwords: from one address ten wrong ones at once, then one a second. By address and not by
 * account, so that nobody can lock the administrator out by failing in their name; and never for longer than a second.
 */
final class SignInLimit {
    static final Duration WAIT = Duration.ofSeconds(1);
    private static final int AT_ONCE = 10;
    private static final int ADDRESSES = 10_000;

    private final LongSupplier nanoTime;
    /** When all failures of an address will be forgotten, in nanoseconds. Bounded: the oldest is dropped. */
    private final Map<String, Long> forgottenAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > ADDRESSES;
        }
    };

    SignInLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Counts one try; false when it must not be made now. */
    synchronized boolean tryFrom(String address) {
        long now = nanoTime.getAsLong();
        long end = Math.max(0, forgottenAt.getOrDefault(address, now) - now) + WAIT.toNanos();
        if (end > AT_ONCE * WAIT.toNanos()) {
            return false;
        }
        forgottenAt.put(address, now + end);
        return true;
    }

    /** The try was a right one: what came before it was its owner's typing. */
    synchronized void succeeded(String address) {
        forgottenAt.remove(address);
    }
}
