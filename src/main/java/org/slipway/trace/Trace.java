package org.slipway.trace;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What belongs together across programs: one id for a request, what it set going here, and what the caller and others did for
 * it. Source: W3C Trace Context, {@code traceparent}.
 *
 * @param id 32 hexadecimal digits, not all zero
 */
public record Trace(String id) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

    /** Later versions may have more after the flags; version ff is none. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private static final Pattern VERSION_0 = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** @param traceparent as the caller sent it; a new trace begins where it is missing or is none */
    public static Trace of(String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        boolean valid = matcher.matches()
                && (!traceparent.startsWith("00-")
                        || VERSION_0.matcher(traceparent).matches());
        return new Trace(valid ? matcher.group(1) : random(16));
    }

    /** Of this thread; empty outside a request and what one has set going. */
    public static Optional<Trace> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** From now on this thread works for it. */
    public void begin() {
        CURRENT.set(this);
    }

    /** This thread works for none any more. */
    public static void end() {
        CURRENT.remove();
    }

    /** The same work, on whichever thread, for the trace of this one. */
    public static Runnable carried(Runnable work) {
        Trace trace = CURRENT.get();
        return trace == null ? work : () -> trace.run(work);
    }

    private void run(Runnable work) {
        begin();
        try {
            work.run();
        } finally {
            end();
        }
    }

    /** For the answer: the same trace, a part of our own, sampled or not as we do not record any. */
    public String traceparent() {
        return "00-" + id + "-" + random(8) + "-00";
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        random[0] |= 1;
        return HexFormat.of().formatHex(random);
    }
}
