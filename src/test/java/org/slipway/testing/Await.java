package org.slipway.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for a condition, with a limit; what was seen last is in the failure. */
public final class Await {
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(50).toNanos();

    private Await() {}

    /** Looks at something; it may fail as anything does that asks a server. */
    public interface Look<T> {
        T at() throws Exception;
    }

    /** The first thing seen that is as wanted. */
    public static <T> T until(Duration limit, Look<T> look, Predicate<T> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        Object last;
        do {
            try {
                T seen = look.at();
                if (wanted.test(seen)) {
                    return seen;
                }
                last = seen;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        } while (System.nanoTime() < end);
        AssertionError failure = new AssertionError("not within " + limit + "; seen last: " + last);
        if (last instanceof Exception e) {
            failure.initCause(e);
        }
        throw failure;
    }
}
