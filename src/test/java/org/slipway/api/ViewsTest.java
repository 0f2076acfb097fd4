package org.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.io.FileNotFoundException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.catalog.Receipt;
import org.slipway.catalog.Receipt.Action;
import org.slipway.catalog.Receipt.Effect;
import org.slipway.catalog.Receipt.HeldLock;
import org.slipway.catalog.Receipt.ObjectChange;
import org.slipway.catalog.Receipt.Scan;
import org.slipway.catalog.SessionActivity;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStep;
import org.slipway.history.SoFar;
import org.slipway.history.StepError;
import org.slipway.history.StepStatus;
import org.slipway.migration.Check;
import org.slipway.migration.Directive;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationState;
import org.slipway.migration.MigrationVersion;
import org.slipway.migration.Problem;
import org.slipway.migration.ScriptContent;
import org.slipway.migration.Step;
import org.slipway.migration.Undo;
import org.slipway.source.LayoutChoice;
import org.slipway.status.CheckResult;
import org.slipway.status.CheckResult.Answer;
import org.slipway.status.MigrationStatus;
import org.slipway.status.SchemaStatus;
import org.slipway.status.ScriptChanges;

class ViewsTest {
    private static final Jsonb JSONB = JsonbBuilder.create();
    private static final Instant AT = Instant.parse("2026-03-02T12:00:00.123456Z");
    private static final SessionActivity SEEN = new SessionActivity(
            new SessionActivity.LockWait(
                    "ACCESS EXCLUSIVE",
                    "invoice",
                    List.of(new SessionActivity.Blocker(
                            4711,
                            "reports",
                            "psql",
                            null,
                            "idle in transaction",
                            "client backend",
                            "2026-03-02 11:00:00+00",
                            Duration.ofSeconds(8),
                            "SELECT 1"))),
            null);

    @ParameterizedTest
    @ValueSource(
            classes = {
                StatusView.class,
                StatusView.DatabaseView.class,
                StatusView.MigrationSummaryView.class,
                RunView.class,
                LockWaitView.class,
                LockWaitView.BlockerView.class,
                CommandProgressView.class,
                RunSummaryView.class,
                StepView.class,
                ReceiptView.class,
                ReceiptView.ObjectChangeView.class,
                ReceiptView.RelationView.class,
                ReceiptView.HeldLockView.class,
                ErrorView.class,
                ProblemView.class,
                ScriptProblemView.class,
                MigrationView.class,
                MigrationView.CheckView.class,
                MigrationView.DirectiveView.class,
                MigrationView.PlannedStepView.class,
                UndoView.class,
                SettingsView.class,
                SettingsView.SettingView.class
            })
    void fieldsAreWrittenInTheOrderInWhichTheyAreDeclared(Class<?> view) {
        assertThat(view.getAnnotation(JsonbPropertyOrder.class).value())
                .containsExactly(Arrays.stream(view.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));
    }

    @Test
    void theStatusHasEveryFieldOfTheContractAlsoWhereNothingIsKnown() {
        SchemaStatus status = new SchemaStatus(
                new SchemaStatus.Database("shop", "db:5432", "18.1", "slipway", false, false),
                null,
                1,
                0,
                List.of(pending(null)),
                List.of(
                        new CheckResult("zebra", Answer.PRESENT, null),
                        new CheckResult("ape", Answer.MISSING, null),
                        new CheckResult("cow", Answer.UNKNOWN, "permission denied")),
                List.of(new Problem("V2__b.sql", 3, "mend \"it\""), Problem.of("/nowhere", "is no folder")),
                run(RunStatus.RUNNING, List.of()),
                null,
                new LayoutChoice("goose", "goose", "Recognised."));

        assertThat(json(StatusView.of(status, id -> URI.create("http://h/runs/" + id))))
                .isEqualTo("""
                        {"upToDate":false,"pending":1,"late":0,\
                        "database":{"name":"shop","host":"db:5432","version":"18.1","user":"slipway","pooled":false},\
                        "checks":{"zebra":true,"ape":false,"cow":null},\
                        "migrations":[{"version":"2","description":"<script>","script":"V2__b.sql","state":"PENDING",\
                        "installedOn":null,"installedBy":null,"durationMillis":null,"key":"2","label":"V2","reason":null}],\
                        "problems":[{"script":"V2__b.sql","line":3,"message":"mend \\"it\\""},\
                        {"script":"/nowhere","line":null,"message":"is no folder"}],\
                        "activeRun":7,"activeRunAddress":"http://h/runs/7",\
                        "layout":{"name":"goose","reason":"Recognised."},\
                        "undecidedSteps":[],"invalidIndexes":[],"drift":null}""");
    }

    @Test
    void aFailedRunSaysWhatFailedAsASentenceAndFactByFact() {
        StepError error = new StepError(
                "42P01",
                "no such table",
                null,
                "look again",
                "V2__b.sql",
                3,
                0,
                "SELECT 1 FROM t",
                14,
                true,
                "Mend it.");
        RunStep step = new RunStep(
                "2",
                "V2",
                "b",
                "V2__b.sql",
                1,
                null,
                true,
                StepStatus.FAILED,
                AT,
                Duration.ofMillis(12),
                2,
                List.of("V1 created table a"),
                List.of("table a was there"),
                error,
                new Receipt(
                        List.of(new ObjectChange(
                                Action.ALTERED, "column", "public.a.b", null, "public.a", "b int", "b text")),
                        List.of(new Effect(
                                "table",
                                "public.a",
                                false,
                                false,
                                List.of(new HeldLock("ACCESS EXCLUSIVE", 41)),
                                true,
                                false,
                                List.of("public.a_pkey"),
                                new Scan(2, true, 120000),
                                3,
                                0,
                                0))));

        assertThat(json(RunView.of(run(RunStatus.FAILED, List.of(step))))).isEqualTo("""
                        {"id":7,"kind":"MIGRATE","status":"FAILED","requestedBy":"admin","requestedAt":"2026-03-02T12:00:00.123456Z",\
                        "startedAt":null,"finishedAt":null,\
                        "results":["V1 created table a"],"warnings":["table a was there"],\
                        "errors":["V2__b.sql:3: no such table (SQLSTATE 42P01). Hint: look again. \
                        The step was rolled back; nothing of it remains. Mend it."],\
                        "steps":[{"script":"V2__b.sql","index":1,"status":"FAILED","durationMillis":12,\
                        "error":{"sqlState":"42P01","message":"no such table","detail":null,"hint":"look again",\
                        "script":"V2__b.sql","line":3,"column":null,"statement":"SELECT 1 FROM t","mark":14,\
                        "rolledBack":true,"advice":"Mend it.","leftBehind":null},\
                        "migration":"2","label":"V2","description":"b","title":null,"transactional":true,\
                        "startedAt":"2026-03-02T12:00:00.123456Z","attempts":2,\
                        "results":["V1 created table a"],"warnings":["table a was there"],\
                        "receipt":{"objects":[{"action":"ALTERED","kind":"column","name":"public.a.b","was":null,\
                        "of":"public.a","before":"b int","after":"b text"}],\
                        "relations":[{"kind":"table","name":"public.a","created":false,"dropped":false,\
                        "locks":[{"mode":"ACCESS EXCLUSIVE","millis":41}],"rewritten":true,"emptied":false,\
                        "rebuiltIndexes":["public.a_pkey"],"fullScans":2,"readWhole":true,"rowsRead":120000,\
                        "inserted":3,"updated":0,"deleted":0}]}}],\
                        "notices":["its node stopped"],"target":"3","outOfOrder":true,"node":"n1",\
                        "cancelRequestedBy":null,"activity":null,"soFar":null,\
                        "lockWait":{"mode":"ACCESS EXCLUSIVE","object":"invoice","blockers":[{"pid":4711,"user":"reports",\
                        "application":"psql","address":null,"state":"idle in transaction","backendType":"client backend",\
                        "transactionAgeMillis":8000,"query":"SELECT 1"}]},"progress":null}""");
    }

    @Test
    void nothingPendingIsAnEmptyResult() {
        assertThat(json(RunView.NOTHING_PENDING)).isEqualTo("""
                        {"id":null,"kind":null,"status":null,"requestedBy":null,"requestedAt":null,"startedAt":null,"finishedAt":null,\
                        "results":[],"warnings":[],"errors":[],"steps":[],"notices":[],"target":null,"outOfOrder":false,\
                        "node":null,"cancelRequestedBy":null,"activity":null,"soFar":null,"lockWait":null,"progress":null}""");
    }

    @Test
    void aRunInAListHasNoEmptyResultsThatWouldBeTakenForItsOwn() {
        assertThat(json(List.of(RunSummaryView.of(run(RunStatus.SUCCEEDED, List.of())))))
                .isEqualTo("""
                        [{"id":7,"kind":"MIGRATE","status":"SUCCEEDED","requestedBy":"admin","requestedAt":"2026-03-02T12:00:00.123456Z",\
                        "startedAt":null,"finishedAt":null,"target":"3","outOfOrder":true,"node":"n1"}]""");
    }

    @Test
    void aProblemLeavesOutWhatDoesNotApply() {
        ProblemView conflict = ProblemView.of(ProblemType.RUN_ACTIVE, "wait")
                .withActiveRun(7, "http://h/runs/7")
                .at("/api/x");

        assertThat(json(conflict)).isEqualTo("""
                        {"type":"urn:slipway:problem:run-active","title":"Another run is active","status":409,\
                        "detail":"wait","instance":"/api/x","activeRun":7,"activeRunAddress":"http://h/runs/7"}""");
    }

    @Test
    void aMigrationHasItsSqlDirectivesChecksAndSteps() {
        MigrationStatus migration = pending(migration(() -> new StringReader("SELECT '</script>';\n")));

        assertThat(json(MigrationView.of(migration, new ScriptChanges(List.of("-a", "+b"), null), List.of())))
                .isEqualTo("""
                        {"key":"2","label":"V2",\
                        "migration":{"version":"2","description":"<script>","script":"V2__b.sql","state":"PENDING",\
                        "installedOn":null,"installedBy":null,"durationMillis":null,"key":"2","label":"V2","reason":null},\
                        "checksum":-5,"documentation":"Why.",\
                        "directives":[{"line":2,"name":"step","value":"first"}],\
                        "checks":[{"name":"asked","present":null,"error":"denied","sql":"SELECT 1","line":4},\
                        {"name":"unasked","present":null,"error":null,"sql":"SELECT 2","line":5}],\
                        "statements":1,\
                        "steps":[{"index":1,"title":"first","line":2,"firstStatement":1,"lastStatement":1,\
                        "transactional":true,"lockTimeoutMillis":5000,"statementTimeoutMillis":null}],\
                        "sql":"SELECT '</script>';\\n","sqlTruncated":false,"sqlError":null,"changes":["-a","+b"],\
                        "undo":{"script":"U2__b.sql","statements":1,"steps":[{"index":1,"title":null,"line":1,"firstStatement":1,\
                        "lastStatement":1,"transactional":true,"lockTimeoutMillis":null,"statementTimeoutMillis":null}],\
                        "problems":[{"script":"U2__b.sql","line":1,"message":"mend it"}],\
                        "sql":"DROP TABLE b","sqlTruncated":false,"sqlError":null},"undoObstacle":"It is not applied.","runs":[]}""");
    }

    @Test
    void aScriptThatVanishedIsSaidAndDoesNotFailTheRequest() {
        MigrationView view = MigrationView.of(
                pending(migration(() -> {
                    throw new FileNotFoundException("V2__b.sql is not there any more");
                })),
                null,
                List.of());

        assertThat(List.of(view.sqlError(), view.sqlTruncated()))
                .containsExactly("V2__b.sql is not there any more", false);
        assertThat(view.sql()).isNull();
    }

    @Test
    void aMigrationWithoutItsFileHasOnlyWhatTheHistoryKnows() {
        MigrationView view = MigrationView.of(pending(null), null, List.of());

        assertThat(view)
                .isEqualTo(new MigrationView(
                        "2",
                        "V2",
                        StatusView.MigrationSummaryView.of(pending(null)),
                        null,
                        null,
                        List.of(),
                        List.of(new MigrationView.CheckView("asked", null, "denied", null, null)),
                        null,
                        List.of(),
                        null,
                        false,
                        "The file V2__b.sql is gone.",
                        null,
                        null,
                        "It is not applied.",
                        List.of()));
    }

    @Test
    void onlyTheBeginningOfAHugeScriptIsShown() {
        ScriptText text = ScriptText.read(() -> new StringReader("x".repeat(3_000_000)));

        assertThat(text).isEqualTo(new ScriptText("x".repeat(1_000_000), true, null));
    }

    private static MigrationStatus pending(Migration file) {
        return new MigrationStatus(
                "2",
                "V2",
                "2",
                "<script>",
                "V2__b.sql",
                MigrationState.PENDING,
                null,
                null,
                null,
                null,
                List.of(new CheckResult("asked", Answer.UNKNOWN, "denied")),
                file,
                "It is not applied.");
    }

    private static Migration migration(ScriptContent content) {
        return new Migration(
                "2",
                MigrationKind.VERSIONED,
                MigrationVersion.of("2"),
                "<script>",
                "V2__b.sql",
                -5,
                "Why.",
                List.of(new Directive(2, "step", "first")),
                List.of(new Check("asked", "SELECT 1", 4), new Check("unasked", "SELECT 2", 5)),
                List.of(new Step(1, "first", 1, 1, 2, true, Duration.ofSeconds(5), null)),
                1,
                content,
                new Undo(
                        "U2__b.sql",
                        -6,
                        List.of(new Step(1, null, 1, 1, 1, true, null, null)),
                        1,
                        List.of(new Problem("U2__b.sql", 1, "mend it")),
                        () -> new StringReader("DROP TABLE b")),
                null);
    }

    private static Run run(RunStatus status, List<RunStep> steps) {
        return new Run(
                7,
                RunKind.MIGRATE,
                status,
                "admin",
                AT,
                null,
                null,
                "n1",
                "3",
                true,
                null,
                null,
                SoFar.NOTHING,
                SEEN,
                List.of("its node stopped"),
                steps);
    }

    private static String json(Object view) {
        return JSONB.toJson(view);
    }
}
