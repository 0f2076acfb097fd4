package org.slipway.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepErrorTest {
    @Test
    void aSentenceHasOneFullStopWhereverItsPartsEndWithOne() {
        StepError error = new StepError(
                "23505",
                "could not create unique index \"i\"",
                "Key (id)=(1) is duplicated.",
                "Look twice.",
                "V1__i.sql",
                3,
                9,
                null,
                -1,
                true,
                "Mend the file and run again.");

        assertThat(error.sentence())
                .isEqualTo(
                        "V1__i.sql:3:9: could not create unique index \"i\" (SQLSTATE 23505). Detail: Key (id)=(1) is"
                                + " duplicated. Hint: Look twice. The step was rolled back; nothing of it remains. Mend the file and"
                                + " run again.");
    }

    @Test
    void anErrorOfOurOwnThatEndsWithAFullStopEndsWithOne() {
        StepError error = new StepError(
                null, "The file is gone.", null, null, "V1__i.sql", 0, 0, null, -1, false, "Bring it back.");

        assertThat(error.sentence())
                .isEqualTo("V1__i.sql: The file is gone. The step was NOT rolled back. Bring it back.");
    }
}
