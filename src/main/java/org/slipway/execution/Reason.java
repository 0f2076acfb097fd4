package org.slipway.execution;

import java.util.Optional;

/** Why an admin changes what the console holds for true; kept with the change and in the audit trail. */
public final class Reason {
    /** Longest one, in characters. */
    public static final int LIMIT = 500;

    private Reason() {}

    /** Without blanks around it; empty when nothing is said, or too much. */
    public static Optional<String> of(String written) {
        return written == null || written.isBlank() || written.length() > LIMIT
                ? Optional.empty()
                : Optional.of(written.strip());
    }
}
