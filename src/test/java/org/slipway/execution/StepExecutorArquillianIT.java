package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.Claim;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.RunKind;
import org.slipway.history.RunReader;
import org.slipway.history.RunStore;
import org.slipway.security.Actor;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.MigrationStates;
import org.slipway.status.StatusReader;
import org.slipway.testing.ContainerSettings;

/** What only the container can show: its transactions, its pool, its roles. Runs inside the server, with the real WAR. */
@ExtendWith({ContainerSettings.class, ArquillianExtension.class})
class StepExecutorArquillianIT {
    /** The console lets nobody in without a caller, and Arquillian has none. */
    private static final String OPEN_TO_ARQUILLIAN = """
            <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>Arquillian</web-resource-name>
                  <url-pattern>/ArquillianServletRunnerEE9</url-pattern>
                </web-resource-collection>
              </security-constraint>
            </web-fragment>
            """;

    /** Payara takes {@code @RunAs} for a user of its own realm; this says which role that user has. */
    private static final String ROLES_OF_RUN_AS = """
            <security-role-mapping>
              <role-name>admin</role-name><principal-name>admin</principal-name><group-name>admin</group-name>
            </security-role-mapping>
            <security-role-mapping>
              <role-name>viewer</role-name><principal-name>viewer</principal-name><group-name>viewer</group-name>
            </security-role-mapping>
            <security-role-mapping><role-name>visitor</role-name><principal-name>visitor</principal-name></security-role-mapping>
            """;

    private static final String SERVER_DESCRIPTOR = "WEB-INF/glassfish-web.xml";

    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    @Inject
    private ExecutionSettings settings;

    @Inject
    private MigrationSource source;

    @Inject
    private StepExecutor executor;

    @Inject
    private MigrationRunner runner;

    @Inject
    private StatusReader status;

    @Inject
    private RunReader runs;

    @Inject
    private AsAdmin admin;

    @Inject
    private AsViewer viewer;

    @Inject
    private AsVisitor visitor;

    @Deployment
    static WebArchive console() throws Exception {
        WebArchive console = ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("war")));
        return console.addClasses(AsAdmin.class, AsViewer.class, AsVisitor.class, ContainerSettings.class)
                .addAsLibrary(libraryOf(Assertions.class))
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "open.jar")
                        .addAsManifestResource(new StringAsset(OPEN_TO_ARQUILLIAN), "web-fragment.xml"))
                .add(new StringAsset(withRunAs(console)), SERVER_DESCRIPTOR);
    }

    private static File libraryOf(Class<?> type) throws URISyntaxException {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String withRunAs(WebArchive console) throws IOException {
        try (InputStream descriptor = console.get(SERVER_DESCRIPTOR).getAsset().openStream()) {
            String start = "<glassfish-web-app>";
            return new String(descriptor.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(start, start + ROLES_OF_RUN_AS);
        }
    }

    @Test
    void aFailingStepRollsBackAlone() throws Exception {
        List<StepTask> tasks = tasks(
                "CREATE TABLE boat (id int)",
                "CREATE TABLE mast (id int); INSERT INTO boat VALUES (1); INSERT INTO mast VALUES ('no number')");

        List<StepOutcome> outcomes =
                admin.call(() -> tasks.stream().map(executor::apply).toList());

        assertThat(outcomes.get(0)).isEqualTo(new StepOutcome.Applied());
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(StepOutcome.Failed.class, failed -> {
            assertThat(failed.sqlState()).isEqualTo("22P02");
            assertThat(failed.error().rolledBack()).isTrue();
        });
        assertThat(query("SELECT to_regclass('boat'), to_regclass('mast')")).containsExactly("boat", null);
        assertThat(query("SELECT count(*) FROM boat")).containsExactly("0");
        assertThat(query("SELECT string_agg(script || ' ' || status, ', ') FROM slipway.step"))
                .containsExactly("V1__a.sql APPLIED");
    }

    @Test
    void createIndexConcurrentlyRunsOutsideATransaction() throws Exception {
        List<StepTask> tasks =
                tasks("CREATE TABLE boat (id int)", "CREATE INDEX CONCURRENTLY boat_idx ON boat (id)").stream()
                        .map(task -> task.migration().script().startsWith("V2") ? alone(task) : task)
                        .toList();

        List<StepOutcome> outcomes =
                admin.call(() -> tasks.stream().map(executor::apply).toList());

        assertThat(outcomes).containsExactly(new StepOutcome.Applied(), new StepOutcome.Applied());
        assertThat(query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'boat_idx'::regclass"))
                .containsExactly("t");
        assertThat(query("SELECT string_agg(script || ' ' || status, ', ' ORDER BY id) FROM slipway.step"))
                .containsExactly("V1__a.sql APPLIED, V2__a.sql APPLIED");
    }

    /** What a run makes of the task when PostgreSQL has refused its one statement in a transaction. */
    private static StepTask alone(StepTask task) {
        return new StepTask(
                task.control(),
                PlannedSteps.aroundStatement(task.step(), 1, 1, null).get(0),
                task.migration(),
                task.appliedBy(),
                task.attempt());
    }

    @Test
    void theBeansThemselvesLetAViewerReadAndOnlyAnAdminChange() throws Exception {
        StepTask task = tasks("CREATE TABLE boat (id int)").get(0);

        assertThat(answers(task).values()).as("nobody").containsOnly("refused");
        assertThat(visitor.call(() -> answers(task)).values()).as("visitor").containsOnly("refused");
        assertThat(viewer.call(() -> answers(task)))
                .as("viewer")
                .isEqualTo(Map.of(
                        "start", "refused",
                        "cancel", "refused",
                        "apply", "refused",
                        "read", "answered",
                        "find", "answered",
                        "list", "answered",
                        "active", "answered",
                        "ofMigration", "answered"));
        assertThat(query("SELECT to_regclass('boat')")).containsExactly((String) null);
        assertThat(admin.call(() -> answers(task)).values()).as("admin").containsOnly("answered");
    }

    private Map<String, String> answers(StepTask task) {
        Map<String, String> answers = new LinkedHashMap<>();
        Actor ada = new Actor("ada", Set.of(), null);
        answers.put("start", answer(() -> runner.start(ada, new RunOptions("no such version", false))));
        answers.put("cancel", answer(() -> runner.cancel(task.control().claim().runId(), ada)));
        answers.put("apply", answer(() -> executor.apply(task)));
        answers.put("read", answer(() -> status.read()));
        answers.put("find", answer(() -> runs.find(1)));
        answers.put("list", answer(() -> runs.list(1, null)));
        answers.put("active", answer(() -> runs.active()));
        answers.put("ofMigration", answer(() -> runs.ofMigration("1")));
        return answers;
    }

    private static String answer(Supplier<?> call) {
        try {
            call.get();
            return "answered";
        } catch (EJBAccessException e) {
            return "refused";
        }
    }

    /** First tries of all steps, in a run of their own, in an empty database. */
    private List<StepTask> tasks(String... scripts) throws Exception {
        empty();
        for (int i = 0; i < scripts.length; i++) {
            Files.writeString(ContainerSettings.MIGRATIONS.resolve("V" + (i + 1) + "__a.sql"), scripts[i] + ";\n");
        }
        MigrationSet set = source.readAfresh();
        HistorySchema schema = new HistorySchema(settings.historySchema());
        try (Connection connection = dataSource.getConnection()) {
            RunPlanner.Plan plan = RunPlanner.plan(
                    MigrationStates.of(set.migrations(), new HistoryReader(schema).read(connection), List.of()),
                    set.problems(),
                    RunOptions.DEFAULT);
            assertThat(plan.problems()).isEmpty();
            RunControl control = new RunControl(begin(connection, new RunStore(schema), plan));
            List<StepTask> tasks = new ArrayList<>();
            for (int i = 0; i < scripts.length; i++) {
                tasks.add(new StepTask(
                        control, plan.steps().get(i), plan.migrations().get(i), "ada", Attempt.first()));
            }
            return tasks;
        }
    }

    private Claim begin(Connection connection, RunStore store, RunPlanner.Plan plan) throws SQLException {
        RunStore.Request request = new RunStore.Request(RunKind.MIGRATE, "ada", "here", null, false, plan.steps());
        RunStore.ClaimOutcome outcome =
                store.claim(connection, request, settings.lostAfter(), (transaction, claimed, lost) -> true);
        Claim claim = ((RunStore.ClaimOutcome.Claimed) outcome).claim();
        assertThat(store.begin(connection, claim)).isTrue();
        return claim;
    }

    private void empty() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS slipway, public CASCADE; CREATE SCHEMA public");
        }
        try (Stream<Path> files = Files.list(ContainerSettings.MIGRATIONS)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** All columns of all rows, as text. */
    private List<String> query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
            }
            return values;
        }
    }
}
