package org.slipway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "-" + ID + "-00f067aa0ba902b7-01";

    @AfterEach
    void end() {
        Trace.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00" + PARENT, "cc" + PARENT, "cc" + PARENT + "-what-comes-later"})
    void theCallersTraceGoesOn(String traceparent) {
        assertThat(Trace.of(traceparent).id()).isEqualTo(ID);
        assertThat(Trace.of(traceparent).traceparent()).matches("00-" + ID + "-(?!0{16})[0-9a-f]{16}-00");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "ff" + PARENT,
                "00" + PARENT + "-more",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + ID + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + ID + "\n-00f067aa0ba902b7-01",
                "nonsense"
            })
    void whatIsNoTraceBeginsANewOne(String traceparent) {
        assertThat(Trace.of(traceparent).id())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(ID)
                .isNotEqualTo(Trace.of(traceparent).id());
    }

    @Test
    void workThatARequestSetsGoingIsLoggedWithItsTraceAndTheThreadIsFreeOfItAfterwards() {
        TraceInLog log = new TraceInLog();
        List<String> lines = new ArrayList<>();
        Handler server = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(server);
        log.install();
        Logger logger = Logger.getLogger("org.slipway.execution.Something");
        try {
            Trace.of("00" + PARENT).begin();
            Runnable carried = Trace.carried(() -> logger.info("of a run"));
            logger.info("of a request");
            Trace.end();
            carried.run();
            logger.info("of nobody");
            Logger.getLogger("elsewhere").info("of others");
        } finally {
            log.uninstall();
            Logger.getLogger("").removeHandler(server);
        }

        assertThat(lines)
                .containsExactly(
                        "trace=" + ID + " of a request", "trace=" + ID + " of a run", "of nobody", "of others");
    }
}
