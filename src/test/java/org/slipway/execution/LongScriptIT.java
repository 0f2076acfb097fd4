package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/** How long a script is does not matter to the memory of the console. */
class LongScriptIT {
    private static final int COPIED = 220_000;
    private static final int INSERTED = 20_000;
    private static final String NOTE = "a line that is as long as lines in dumps often are, with some text in it for ";

    @TempDir
    Path folder;

    /** In a Java machine of its own whose whole heap is smaller than the script. */
    @Test
    void aScriptThatIsLongerThanTheHeapRuns() throws Exception {
        Path script = folder.resolve("V1__long.sql");
        write(script);
        String url = TestDatabase.shared().createDatabase("long_script");
        Path output = folder.resolve("output.txt");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx20m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Console.class.getName(),
                        folder.toString(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();

        assertThat(Files.size(script)).isGreaterThan(20L << 20);
        assertThat(Files.readString(output)).contains("SUCCEEDED, of all statements " + (INSERTED + 2));
        Engine engine = new Engine(folder, TestDatabase.shared().dataSource("long_script"));
        assertThat(engine.query("SELECT count(*) || ' ' || sum(id) FROM long"))
                .containsExactly(COPIED + INSERTED + " " + (sum(COPIED) + sum(INSERTED)));
    }

    private static long sum(long last) {
        return last * (last + 1) / 2;
    }

    private static void write(Path script) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(script, StandardCharsets.UTF_8)) {
            out.write("CREATE TABLE long (id int, note text);\nCOPY long FROM stdin;\n");
            for (int i = 1; i <= COPIED; i++) {
                out.write(i + "\t" + NOTE + i + "\n");
            }
            out.write("\\.\n");
            for (int i = 1; i <= INSERTED; i++) {
                out.write("INSERT INTO long (id, note) VALUES (" + i + ", '" + NOTE + i + "');\n");
            }
        }
    }

    static final class Console {
        private Console() {}

        public static void main(String[] arguments) throws Exception {
            try (OneConnection pool = new OneConnection(arguments[1], "postgres", "")) {
                Engine engine = new Engine(Path.of(arguments[0]), pool.dataSource());
                Run run = engine.run();
                System.out.println(run.status() + ", of all statements "
                        + engine.query("SELECT last_statement FROM slipway.step")
                                .get(0) + run.errors() + run.notices());
            }
        }
    }
}
