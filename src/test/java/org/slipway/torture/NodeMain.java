package org.slipway.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.dev.EmbeddedDatabase;
import org.slipway.execution.LightConsole;
import org.slipway.execution.StartOutcome;
import org.slipway.history.DatabaseUnavailableException;

/**
 * One node as a process of its own. Each line that it reads, {@code <url> TAB <folder> TAB <planted fault>}, presses
 * <em>Run</em> there; it answers with a line that tells what became of it, and with {@link #IDLE} when nothing is under way
 * any more. It ends with its parent.
 */
final class NodeMain {
    static final String IDLE = "idle";
    static final Duration HEARTBEAT = Duration.ofMillis(200);
    static final Duration LOST_AFTER = Duration.ofMillis(1200);

    private NodeMain() {}

    static ExecutionSettings settings() {
        return new ExecutionSettings(
                "slipway",
                Duration.ofMillis(200),
                Duration.ofSeconds(20),
                Duration.ZERO,
                OnExisting.WARN,
                Divide.AUTO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                HEARTBEAT,
                LOST_AFTER);
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] wish = line.split("\t", -1);
            PlantedFault fault = PlantedFault.valueOf(wish[2]);
            LightConsole console = new LightConsole(fault.in(database(wish[0])), Path.of(wish[1]), settings());
            say(press(console));
            console.awaitIdle();
            say(IDLE);
        }
    }

    private static String press(LightConsole console) {
        try {
            StartOutcome outcome = console.press();
            if (outcome instanceof StartOutcome.Started started) {
                return "started\t" + started.runId();
            }
            if (outcome instanceof StartOutcome.AlreadyActive active) {
                return "active\t" + active.runId();
            }
            return outcome instanceof StartOutcome.Invalid invalid
                    ? "invalid\t" + invalid.problems()
                    : "nothing_pending\t";
        } catch (DatabaseUnavailableException e) {
            return "unavailable\t" + e.getMessage().replaceAll("\\s+", " ");
        } catch (RuntimeException e) {
            return "broken\t" + String.valueOf(e).replaceAll("\\s+", " ");
        }
    }

    /** As the console's pool is set up, but for the pool. */
    private static DataSource database(String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(EmbeddedDatabase.USER);
        database.setPassword(EmbeddedDatabase.USER);
        database.setApplicationName("slipway");
        database.setAssumeMinServerVersion("14");
        database.setConnectTimeout(5);
        database.setTcpKeepAlive(true);
        return database;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
