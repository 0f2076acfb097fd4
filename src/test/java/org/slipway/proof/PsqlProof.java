package org.slipway.proof;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slipway.execution.Engine;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStep;
import org.slipway.migration.Migration;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;

/**
 * Applies a folder of migrations twice, with Slipway and with psql, and compares what the two databases hold then.
 *
 * <p>psql gets one file at a time in Slipway's order, in one transaction if it was one step in a transaction and as it
 * stands if it was divided. Each file is a session of its own there.
 */
final class PsqlProof {
    /**
     * @param run how Slipway ended
     * @param refusal what psql said when it stopped; null when it came to the end
     * @param differences what Slipway's database has otherwise than psql's
     */
    record Result(Run run, String refusal, List<String> differences, int objects) {
        boolean same() {
            return run.status() == RunStatus.SUCCEEDED && refusal == null && differences.isEmpty();
        }

        @Override
        public String toString() {
            return run.status() + ", " + run.errors() + ", psql: " + refusal + ", " + objects
                    + " objects, differences: " + differences;
        }
    }

    private final Path folder;
    private final Path work;
    private final String name;

    /** @param work where copies of the scripts go */
    PsqlProof(Path folder, Path work, String name) {
        this.folder = folder;
        this.work = work;
        this.name = name;
    }

    Result result() throws SQLException, IOException, InterruptedException {
        TestDatabase server = TestDatabase.shared();
        String ours = server.createDatabase(name);
        try (OneConnection pool = new OneConnection(ours, server.user(), server.password())) {
            Engine engine = new Engine(folder, pool.dataSource());
            Map<String, Migration> migrations = new LinkedHashMap<>();
            engine.status().migrations().forEach(each -> migrations.put(each.key(), each.migration()));
            Run run = engine.run();
            server.createDatabase(name + "_psql");
            String refusal = psql(migrations, run.steps());
            Catalog slipway = Catalog.of(server.dataSource(name));
            Catalog psql = Catalog.of(server.dataSource(name + "_psql"));
            return new Result(
                    run,
                    refusal,
                    slipway.differencesFrom(psql),
                    slipway.definitions().size());
        }
    }

    private String psql(Map<String, Migration> migrations, List<RunStep> steps)
            throws IOException, InterruptedException {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> divided = new LinkedHashSet<>();
        for (RunStep step : steps) {
            if (!seen.add(step.migrationKey()) || !step.transactional()) {
                divided.add(step.migrationKey());
            }
        }
        for (String key : seen) {
            String refusal = psql(migrations.get(key), !divided.contains(key));
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private String psql(Migration migration, boolean oneTransaction) throws IOException, InterruptedException {
        Path script = work.resolve("script.sql");
        try (Reader text = migration.content().open();
                Writer copy = Files.newBufferedWriter(script)) {
            text.transferTo(copy);
        }
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"));
        if (oneTransaction) {
            command.add("-1");
        }
        command.addAll(List.of("-d", TestDatabase.shared().url(name + "_psql").substring("jdbc:".length())));
        command.addAll(List.of("-f", script.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGUSER", TestDatabase.shared().user());
        builder.environment().put("PGPASSWORD", TestDatabase.shared().password());
        builder.environment().put("PGCLIENTENCODING", "UTF8");
        Path output = work.resolve("psql.txt");
        Process process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return migration.script() + ": psql did not end";
        }
        return process.exitValue() == 0 ? null : migration.script() + ": " + Files.readString(output);
    }
}
