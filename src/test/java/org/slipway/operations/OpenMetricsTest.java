package org.slipway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slipway.execution.EngineCounters;
import org.slipway.operations.SchemaGauges.Seen;

class OpenMetricsTest {
    @Test
    void everyFamilyHasItsTypeUnitAndMeaningAndTheTextItsEnd() {
        String text = new OpenMetrics()
                .counter("a_seconds", "seconds", "Says \"a\".\nOr b\\c.")
                .total(Duration.ofMillis(1500))
                .gauge("b", "B.")
                .value("state", "x\"\n\\", 3)
                .histogram("c_seconds", "C.", List.of(Duration.ofSeconds(1)), List.of(2L), 3, Duration.ofSeconds(90))
                .end();

        assertThat(text).isEqualTo("""
                        # TYPE a_seconds counter
                        # UNIT a_seconds seconds
                        # HELP a_seconds Says \\"a\\".\\nOr b\\\\c.
                        a_seconds_total 1.5
                        # TYPE b gauge
                        # HELP b B.
                        b{state="x\\"\\n\\\\"} 3
                        # TYPE c_seconds histogram
                        # UNIT c_seconds seconds
                        # HELP c_seconds C.
                        c_seconds_bucket{le="1.0"} 2
                        c_seconds_bucket{le="+Inf"} 3
                        c_seconds_count 3
                        c_seconds_sum 90.0
                        # EOF
                        """);
        assertThat(OpenMetricsText.read(text)).hasSize(6).containsEntry("c_seconds_count", 3.0);
    }

    @Test
    void allMetricsAreReadByAReaderThatTakesNothingElse() {
        Map<String, Double> all =
                OpenMetricsText.read(Metrics.text(new EngineCounters(), new Seen(true, 3, 1, 2, true, 4)));

        assertThat(all)
                .containsEntry("slipway_runs_total{outcome=\"interrupted\"}", 0.0)
                .containsEntry("slipway_step_duration_seconds_bucket{le=\"3600.0\"}", 0.0)
                .containsEntry("slipway_lock_wait_seconds_total", 0.0)
                .containsEntry("slipway_migrations{state=\"pending\"}", 3.0)
                .containsEntry("slipway_migrations{state=\"late\"}", 1.0)
                .containsEntry("slipway_migrations{state=\"failed\"}", 2.0)
                .containsEntry("slipway_run_active", 1.0)
                .containsEntry("slipway_drifted_objects", 4.0)
                .containsEntry("slipway_database_up", 1.0);
    }

    @Test
    void ofWhatIsNotKnownNothingIsSaid() {
        assertThat(OpenMetricsText.read(Metrics.text(new EngineCounters(), Seen.UNREACHED)))
                .containsEntry("slipway_database_up", 0.0)
                .doesNotContainKeys("slipway_run_active", "slipway_migrations{state=\"pending\"}");
        assertThat(OpenMetricsText.read(Metrics.text(new EngineCounters(), null)))
                .doesNotContainKey("slipway_database_up");
    }

    @Test
    void aDatabaseThatNothingWasRecordedOfHasNoDriftToTell() {
        assertThat(OpenMetricsText.read(Metrics.text(new EngineCounters(), new Seen(true, 1, 0, 0, false, null))))
                .containsEntry("slipway_run_active", 0.0)
                .doesNotContainKey("slipway_drifted_objects");
    }

    @Test
    void theReaderItselfRefusesWhatIsWrong() {
        for (String wrong : List.of(
                "a_total 1\n# EOF\n",
                "# TYPE a counter\n# HELP a A.\na 1\n# EOF\n",
                "# TYPE a gauge\n# HELP a A.\na 1\n",
                "# TYPE a gauge\n# HELP a A.\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n# EOF\n",
                "# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n",
                "# TYPE a gauge\na{b=\"\"c\"} 1\n# EOF\n")) {
            assertThatThrownBy(() -> OpenMetricsText.read(wrong)).as(wrong).isInstanceOf(AssertionError.class);
        }
    }
}
