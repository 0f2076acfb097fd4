package org.slipway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of runs, each disturbed once at a random moment. Settings: {@code torture.trials}, {@code torture.seed} for all
 * of them, {@code torture.trial} to repeat one by its own seed, {@code torture.minutes} after which no further one begins.
 */
@Tag("torture")
class TortureIT {
    private static final Path FOLDER = Path.of("target/torture").toAbsolutePath();

    @Test
    void whateverIsKilledFrozenOrCutHistoryEqualsSchemaAndTheNextRunFinishesTheWork() throws SQLException, IOException {
        Long one = Long.getLong("torture.trial");
        long seed = one == null ? Long.getLong("torture.seed", System.nanoTime()) : one;
        Random seeds = new Random(seed);
        long end = System.nanoTime()
                + Duration.ofMinutes(Integer.getInteger("torture.minutes", 60)).toNanos();
        Tally tally = new Tally();
        try (Torture torture = Torture.begin(FOLDER)) {
            for (int i = 0; i < Integer.getInteger("torture.trials", 50) && System.nanoTime() < end; i++) {
                Scenario scenario = Scenario.of(one == null ? seeds.nextInt(Integer.MAX_VALUE) : one);
                tally.add(tell(torture.trial(scenario, PlantedFault.NONE)));
            }
        }
        System.out.println(tally.summary(seed));
        assertThat(tally.bad()).as(tally.summary(seed)).isEmpty();
    }

    /** At once, because the rest may take a while. */
    private static Trial.Result tell(Trial.Result result) {
        if (!result.violations().isEmpty()) {
            System.out.println(Tally.told(result));
        }
        return result;
    }
}
