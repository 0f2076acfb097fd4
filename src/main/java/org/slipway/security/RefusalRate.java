package org.slipway.security;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets a hundred through in a minute and counts the others. */
final class RefusalRate {
    private static final int IN_A_MINUTE = 100;
    private static final long MINUTE = 60_000_000_000L;

    private final LongSupplier nanoTime;
    private long begin;
    private int told;
    private long untold;

    RefusalRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        begin = nanoTime.getAsLong();
    }

    /** Empty for one too many, else how many of these there were since the last one that was not. */
    synchronized OptionalLong next() {
        long now = nanoTime.getAsLong();
        if (now - begin >= MINUTE) {
            begin = now;
            told = 0;
        }
        if (told == IN_A_MINUTE) {
            untold++;
            return OptionalLong.empty();
        }
        told++;
        long before = untold;
        untold = 0;
        return OptionalLong.of(before);
    }
}
