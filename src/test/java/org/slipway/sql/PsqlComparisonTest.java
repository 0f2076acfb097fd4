package org.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.testing.Requirement;

/**
 * What {@link SqlScript} finds is what the real psql sends: on the tricky scripts of this project, and on PostgreSQL's own
 * regression scripts where {@code -Dregress.directory} names a folder with them ({@code .ci/fetch-regress.sh}).
 */
class PsqlComparisonTest {
    private static final String MISSING =
            "psql is not installed, or too old to know \\restrict, so the splitter was not"
                    + " compared with it: apt-get install postgresql-client";

    private static final String TO_THE_END = "identical to the end";
    private static final String UP_TO_META_COMMAND = "identical up to the first meta-command, where psql stops";
    private static final String UP_TO_JOINED = "identical up to \\; which is psql's own";
    private static final String DIFFERENT = "different";

    @TempDir
    static Path folder;

    /** @param complete false when psql stopped at one of its own commands */
    private record Sent(List<RecordingServer.Query> queries, boolean complete) {}

    /** @param refused why {@link SqlScript} stopped, null when it came to the end */
    private record Found(List<RecordingServer.Query> queries, String refused) {}

    @BeforeAll
    static void psqlIsThere() throws Exception {
        Requirement.check(canBeRestricted(), "psql.required", MISSING);
    }

    /** Only then a script's own {@code \!} can do nothing while it is compared. */
    private static boolean canBeRestricted() throws Exception {
        try (RecordingServer server = new RecordingServer(StandardCharsets.UTF_8)) {
            return psql(server, "select 1;\n\\echo no".getBytes(StandardCharsets.UTF_8))
                    .equals(new Sent(List.of(new RecordingServer.Query("select 1;", null)), false));
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void trickyScriptsAreDividedAsPsqlDoes() throws Exception {
        List<Path> scripts = scripts(Path.of("src/test/resources/psql"));
        assertThat(scripts).hasSizeGreaterThan(10);
        try (RecordingServer server = new RecordingServer(StandardCharsets.UTF_8)) {
            for (Path script : scripts) {
                byte[] bytes = Files.readAllBytes(script);
                Found found = slipway(new String(bytes, StandardCharsets.UTF_8));
                assertThat(found.refused()).as(script.toString()).isNull();
                assertThat(found.queries())
                        .as(script.toString())
                        .isEqualTo(psql(server, bytes).queries());
            }
        }
    }

    @Test
    void everyRegressionScriptIsDividedAsPsqlDoes() throws Exception {
        String directory = System.getProperty("regress.directory", "");
        assumeTrue(!directory.isEmpty(), "-Dregress.directory is not set: .ci/fetch-regress.sh fetches the scripts");
        Map<String, Integer> counts = new TreeMap<>();
        List<String> differing = new ArrayList<>();
        // byte for byte: some of these scripts are no UTF-8 on purpose
        try (RecordingServer server = new RecordingServer(StandardCharsets.ISO_8859_1)) {
            for (Path file : scripts(Path.of(directory))) {
                String script = Files.readString(file, StandardCharsets.ISO_8859_1);
                String outcome = compare(server, script);
                counts.merge(outcome, 1, Integer::sum);
                boolean same = !outcome.equals(DIFFERENT);
                if (outcome.equals(UP_TO_META_COMMAND)) {
                    String again = compare(server, withoutWhatIsPsqls(script));
                    counts.merge("without its meta-commands' lines " + again, 1, Integer::sum);
                    same = !again.equals(DIFFERENT);
                }
                if (!same) {
                    differing.add(file.toString());
                }
            }
        }
        System.out.println("PostgreSQL's regression scripts: " + counts);
        assertThat(differing).isEmpty();
        assertThat(counts).containsKey(TO_THE_END);
    }

    /** Lines that begin with a backslash go; variables that psql sets itself, such as :'USER', are none any more. */
    private static String withoutWhatIsPsqls(String script) {
        return script.replaceAll("(?m)^\\\\.*$", "").replaceAll("(?<!:):(['\"]?[A-Z_]+\\b)", ": $1");
    }

    private static String compare(RecordingServer server, String script) throws IOException, InterruptedException {
        Sent sent = psql(server, script.getBytes(StandardCharsets.ISO_8859_1));
        Found found = slipway(script);
        if (!agree(sent, found)) {
            return DIFFERENT;
        } else if (found.refused() == null) {
            return TO_THE_END;
        }
        return found.refused().startsWith("\\;") ? UP_TO_JOINED : UP_TO_META_COMMAND;
    }

    /** What only psql understands is refused; up to there everything has to be the same. */
    private static boolean agree(Sent sent, Found found) {
        if (found.refused() == null) {
            return sent.complete() && sent.queries().equals(found.queries());
        }
        if (!found.refused().startsWith("\\;")) {
            return !sent.complete() && sent.queries().equals(found.queries());
        }
        int common = found.queries().size();
        return sent.queries().size() >= common
                && sent.queries().subList(0, common).equals(found.queries());
    }

    private static List<Path> scripts(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    private static Found slipway(String text) throws IOException {
        List<RecordingServer.Query> queries = new ArrayList<>();
        try (SqlScript script = new SqlScript(new StringReader(text))) {
            for (SqlStatement statement; (statement = script.next()) != null; ) {
                StringWriter data = new StringWriter();
                script.copyData().transferTo(data);
                queries.add(new RecordingServer.Query(
                        statement.text(), statement.copyFromStdin() ? data.toString() : null));
            }
            return new Found(queries, null);
        } catch (SqlSyntaxException e) {
            return new Found(queries, e.getMessage());
        }
    }

    private static Sent psql(RecordingServer server, byte[] script) throws IOException, InterruptedException {
        Path file = folder.resolve("script.sql");
        try (var out = Files.newOutputStream(file)) {
            out.write("\\restrict comparison\n".getBytes(StandardCharsets.US_ASCII));
            out.write(script);
        }
        Process psql = start(server.port(), file);
        String errors = new String(psql.getErrorStream().readAllBytes(), Charset.defaultCharset());
        assertThat(psql.waitFor(60, TimeUnit.SECONDS)).isTrue();
        boolean restricted = errors.contains("backslash commands are restricted");
        assertThat(psql.exitValue()).as(errors).isEqualTo(restricted ? 3 : 0);
        return new Sent(
                server.takeQueries().stream()
                        .map(PsqlComparisonTest::withoutEndMark)
                        .toList(),
                !restricted);
    }

    private static Process start(int port, Path file) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                        "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", "" + port)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.command().addAll(List.of("-U", "nobody", "-d", "nothing", "-f", file.toString()));
        command.environment().keySet().removeIf(name -> name.startsWith("PG"));
        command.environment()
                .putAll(Map.of(
                        "LC_ALL", "C", "PGCLIENTENCODING", "UTF8", "PGSSLMODE", "disable", "PGGSSENCMODE", "disable"));
        return command.start();
    }

    /** Up to version 17 psql sends the line that ends the data with the data; the server ignores it. */
    private static RecordingServer.Query withoutEndMark(RecordingServer.Query query) {
        String data = query.copyData();
        return data == null
                ? query
                : new RecordingServer.Query(query.text(), data.replaceFirst("(^|\n)\\\\\\.\r?\n?$", "$1"));
    }
}
