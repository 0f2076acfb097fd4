package org.slipway.testing;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Something that a test needs and that not every machine has. */
public final class Requirement {
    private Requirement() {}

    /**
     * Skips the test where it is missing and says so in the output; fails where it is required.
     *
     * @param required system property that turns skipping off, such as {@code browser.required}
     * @param missing what is missing and how to get it
     */
    public static void check(boolean there, String required, String missing) {
        if (!there && Boolean.getBoolean(required)) {
            Assertions.fail(missing);
        }
        if (!there) {
            System.out.println("SKIPPED: " + missing);
        }
        Assumptions.assumeTrue(there, missing);
    }
}
