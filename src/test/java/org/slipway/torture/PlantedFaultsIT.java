package org.slipway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The torture test finds what it is there to find: nodes with a fault of theirs violate the rules. */
@Tag("torture")
class PlantedFaultsIT {
    /** A node with a fault may be lucky in some of them, as when the other one has just locked what it needs. */
    private static final int TRIALS = 8;

    /** In which the other node's run comes to its end. */
    private static final Duration A_RUN = Duration.ofMillis(700);

    /** After those of the run's claim and begin that of the first step. */
    private static final int FIRST_STEPS_COMMIT = 3;

    private static Torture torture;

    @BeforeAll
    static void begin() throws SQLException, IOException {
        torture = Torture.begin(Path.of("target/torture").toAbsolutePath().resolve("planted"));
    }

    @AfterAll
    static void end() {
        torture.close();
    }

    @Test
    void aHistoryRowInASecondTransactionIsFoundWhenTheNodeIsKilledBetweenTheTwo() {
        Random seeds = new Random(4711);

        assertFound(
                PlantedFault.HISTORY_IN_A_SECOND_TRANSACTION,
                () -> Scenario.of(odd(seeds), Kind.NODE_KILLED, Moment.HISTORY),
                List.of(".* was done and is not recorded", ".* was done 2 times"));
    }

    @Test
    void aMissingFenceIsFoundWhenAFrozenNodeWakesUpAfterAnotherHasTakenOver() {
        Random seeds = new Random(4712);

        assertFound(
                PlantedFault.NO_FENCE,
                () -> new Scenario(
                        odd(seeds),
                        Kind.NODE_FROZEN,
                        Moment.COMMIT_ANSWERED,
                        0,
                        FIRST_STEPS_COMMIT,
                        A_RUN,
                        null,
                        Mix.slowAndRepeatable()),
                List.of("step .* was committed by run 1 after that had ended"));
    }

    /** Of a disturbance that is done before the message goes on. */
    private static long odd(Random seeds) {
        return 2L * seeds.nextInt(1 << 20) + 1;
    }

    /**
     * Trials until each kind of violation was found; the same trials with sound nodes have none.
     *
     * @param kinds regular expressions
     */
    private static void assertFound(PlantedFault fault, Supplier<Scenario> scenarios, List<String> kinds) {
        List<String> found = new ArrayList<>();
        int trials = 0;
        while (trials < TRIALS
                && !kinds.stream().allMatch(kind -> found.stream().anyMatch(v -> v.matches(kind)))) {
            trials++;
            Scenario scenario = scenarios.get();
            assertThat(torture.trial(scenario, PlantedFault.NONE).violations())
                    .as(scenario.toString())
                    .isEmpty();
            found.addAll(torture.trial(scenario, fault).violations());
        }
        System.out.println("Planted " + fault + ": " + found.size() + " violations in " + trials + " trials " + found);
        assertThat(kinds).allSatisfy(kind -> assertThat(found).anyMatch(violation -> violation.matches(kind)));
    }
}
