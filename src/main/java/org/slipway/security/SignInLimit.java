package org.slipway.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** So many tries at once for each key, and then one in a while: nobody is ever kept waiting for longer than that while. */
final class SignInLimit {
    /** Bounds the memory; the key that was met first is dropped. */
    private static final int KEYS = 10_000;

    private final int atOnce;
    private final long betweenTries;
    private final LongSupplier nanoTime;
    /** When all tries of a key will be forgotten, in nanoseconds. */
    private final Map<String, Long> forgottenAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > KEYS;
        }
    };

    SignInLimit(int atOnce, Duration betweenTries, LongSupplier nanoTime) {
        this.atOnce = atOnce;
        this.betweenTries = betweenTries.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Counts one try; false when it must not be made now, and then it is not counted. */
    synchronized boolean tryOnce(String key) {
        long now = nanoTime.getAsLong();
        long end = remaining(key, now) + betweenTries;
        if (end > atOnce * betweenTries) {
            return false;
        }
        forgottenAt.put(key, now + end);
        return true;
    }

    /** Takes one try back: it was a right one, or was not made after all. */
    synchronized void takeBack(String key) {
        long now = nanoTime.getAsLong();
        forgottenAt.computeIfPresent(
                key, (same, end) -> end - now > betweenTries ? Long.valueOf(end - betweenTries) : null);
    }

    /** All tries of this key were its owner's typing. */
    synchronized void forget(String key) {
        forgottenAt.remove(key);
    }

    private long remaining(String key, long now) {
        return Math.max(0, forgottenAt.getOrDefault(key, now) - now);
    }

    synchronized int keys() {
        return forgottenAt.size();
    }
}
