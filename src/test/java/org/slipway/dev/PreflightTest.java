package org.slipway.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "uses the sleep command for processes that were left behind")
class PreflightTest {
    @TempDir
    Path state;

    private Process owner;
    private Process child;

    @BeforeEach
    void startProcesses() throws IOException {
        owner = new ProcessBuilder("sleep", "60").start();
        child = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endProcesses() {
        owner.destroyForcibly();
        child.destroyForcibly();
    }

    @Test
    void whatAKilledMavenLeftBehindIsEnded() throws Exception {
        Preflight.record(state, List.of(owner.toHandle(), child.toHandle()));
        owner.destroyForcibly().waitFor();
        Preflight.check(state, freePort());
        assertThat(child.waitFor(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aConsoleThatRunsIsLeftAlone() throws Exception {
        Preflight.record(state, List.of(owner.toHandle(), child.toHandle()));
        assertThatThrownBy(() -> Preflight.check(state, freePort()))
                .hasMessage(
                        "Slipway already runs from this folder, as process " + owner.pid() + ". Stop that one first.");
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void aProcessThatOnlyHasTheNumberOfOneThatEndedIsLeftAlone() throws Exception {
        Files.writeString(state.resolve("processes"), owner.pid() + " 1000\n" + child.pid() + " 1000\n");
        Preflight.check(state, freePort());
        assertThat(owner.isAlive() && child.isAlive()).isTrue();
    }

    @Test
    void aDatabaseThatWasNotRecordedYetIsFoundByItsOwnRecord() throws Exception {
        Path postmaster =
                writePostmaster(child.info().startInstant().orElseThrow().getEpochSecond());
        Preflight.check(state, freePort());
        assertThat(child.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(postmaster).doesNotExist();
    }

    @Test
    void aDatabaseRecordOfAnEndedProcessIsTakenAway() throws Exception {
        Path postmaster = writePostmaster(1000);
        Preflight.check(state, freePort());
        assertThat(child.isAlive()).isTrue();
        assertThat(postmaster).doesNotExist();
    }

    @Test
    void aPortInUseIsSaidWithAnotherToTry() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Preflight.check(state, "" + other.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Port " + other.getLocalPort() + " is in use")
                    .hasMessageContaining("mvn -Prun -Dslipway.http.port=");
        }
    }

    @Test
    void aPortThatIsNotANumberIsRefused() {
        assertThatThrownBy(() -> Preflight.check(state, "80a"))
                .hasMessage("slipway.http.port is '80a'; a number from 1 to 65535 is expected.");
    }

    private Path writePostmaster(long started) throws IOException {
        Path file = Files.createDirectories(state.resolve("postgresql/data")).resolve("postmaster.pid");
        return Files.writeString(file, child.pid() + "\n/data\n" + started + "\n5432\n");
    }

    private static String freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(probe.getLocalPort());
        }
    }
}
