package org.slipway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The torture test finds what it is there to find: nodes with a fault of theirs violate the rules. */
@Tag("torture")
class PlantedFaultsIT {
    private static final int TRIALS = 6;

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
        List<String> found = trials(PlantedFault.HISTORY_IN_A_SECOND_TRANSACTION, Kind.NODE_KILLED, Moment.HISTORY);

        assertThat(found)
                .anyMatch(violation -> violation.endsWith(" was done and is not recorded"))
                .anyMatch(violation -> violation.endsWith(" was done 2 times"));
    }

    @Test
    void aMissingFenceIsFoundWhenAFrozenNodeWakesUpAfterAnotherHasTakenOver() {
        List<String> found = trials(PlantedFault.NO_FENCE, Kind.NODE_FROZEN, Moment.COMMIT_ANSWERED);

        assertThat(found)
                .anyMatch(violation -> violation.matches("step .* was committed by run 1 after that had ended"));
    }

    /** Violations of all trials together; the same trials with sound nodes have none. */
    private static List<String> trials(PlantedFault fault, Kind kind, Moment moment) {
        List<String> found = new ArrayList<>();
        Random seeds = new Random(4711);
        for (int i = 0; i < TRIALS; i++) {
            Scenario scenario = Scenario.of(2 * seeds.nextInt(1 << 20) + 1, kind, moment);
            assertThat(torture.trial(scenario, PlantedFault.NONE).violations())
                    .as(scenario.toString())
                    .isEmpty();
            found.addAll(torture.trial(scenario, fault).violations());
        }
        return found;
    }
}
