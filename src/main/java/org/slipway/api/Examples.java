package org.slipway.api;

import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slipway.api.AuditVerificationView.AuditBreakView;
import org.slipway.audit.AuditEvent;
import org.slipway.audit.ChainVerification.ChainBreak.Kind;
import org.slipway.configuration.EffectiveSetting;
import org.slipway.configuration.EffectiveSettings;
import org.slipway.configuration.SettingGroup;
import org.slipway.migration.Check;
import org.slipway.migration.Directive;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationState;
import org.slipway.migration.MigrationVersion;
import org.slipway.migration.Problem;
import org.slipway.migration.Step;
import org.slipway.migration.Undo;
import org.slipway.source.LayoutChoice;
import org.slipway.status.CheckResult;
import org.slipway.status.CheckResult.Answer;
import org.slipway.status.LeftOvers;
import org.slipway.status.MigrationStatus;
import org.slipway.status.ObjectDrift;
import org.slipway.status.SchemaDrift;
import org.slipway.status.SchemaStatus;

/** The examples of the API's description, made by the very views that answer requests, so that they can't grow stale. */
final class Examples {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String SQL = "-- Invoices of the shop.\n"
            + "-- slipway:check invoice has rows: SELECT count(*) > 0 FROM invoice\n"
            + "CREATE TABLE invoice (id bigint PRIMARY KEY);\n";
    private static final Check CHECK = new Check("invoice has rows", "SELECT count(*) > 0 FROM invoice", 2);
    private static final Migration INVOICE = new Migration(
            "3",
            MigrationKind.VERSIONED,
            MigrationVersion.of("3"),
            "invoice",
            "V3__invoice.sql",
            -1_303_474_214,
            "Invoices of the shop.",
            List.of(new Directive(2, "check", CHECK.name() + ": " + CHECK.sql())),
            List.of(CHECK),
            List.of(new Step(1, null, 1, 1, 3, true, null, null)),
            1,
            () -> new StringReader(SQL),
            new Undo(
                    "U3__invoice.sql",
                    -1_303_474_215,
                    List.of(new Step(1, null, 1, 1, 1, true, null, null)),
                    1,
                    List.of(),
                    () -> new StringReader("DROP TABLE invoice;\n")),
            null);
    private static final AuditEvent AUDITED = new AuditEvent(
            4711,
            NOON,
            "RUN_REQUESTED",
            "ada",
            "admin",
            "192.0.2.1",
            "17@console-1",
            42L,
            "All that is pending: V3",
            "604df88dd4c739e5abd50ce1377a86c810fed8ae0293cbb98094ca4ba180493c");

    private Examples() {}

    /** By the names that the resources' annotations refer to. */
    static Map<String, Object> views() {
        Map<String, Object> views = new LinkedHashMap<>();
        views.put("status", StatusView.of(status(), id -> URI.create("https://slipway.example/api/admin/runs/" + id)));
        views.put("migration", MigrationView.of(status().migrations().get(0), null, List.of(RunExamples.succeeded())));
        views.put("running", RunView.of(RunExamples.running()));
        views.put("succeeded", RunView.of(RunExamples.succeeded()));
        views.put("failed", RunView.of(RunExamples.failed()));
        views.put("undone", RunView.of(RunExamples.undone()));
        views.put(
                "caller",
                new CallerView(
                        "pipeline",
                        List.of("admin"),
                        "https://login.example.org/realms/company",
                        Instant.parse("2026-01-02T03:04:05Z")));
        views.put("nothingPending", RunView.NOTHING_PENDING);
        views.put("runs", List.of(RunSummaryView.of(RunExamples.failed()), RunSummaryView.of(RunExamples.succeeded())));
        views.put("auditEvents", List.of(AuditEventView.of(AUDITED)));
        views.put("auditVerification", verification(null));
        views.put("auditBroken", auditBroken());
        views.put("drift", DriftView.of(drift(List.of(idChanged())), List.of("audit.event_*")));
        views.put("noDrift", DriftView.of(drift(List.of()), List.of("audit.event_*")));
        views.put("baselinePreview", BaselinePreviewView.of(AmendmentExamples.baseline()));
        views.put("repairPreview", RepairPreviewView.of(AmendmentExamples.repair(), null));
        views.put("adoption", AdoptionExample.VIEW);
        views.put("settings", SettingsView.of(settings()));
        return views;
    }

    private static AuditVerificationView verification(AuditBreakView broken) {
        return new AuditVerificationView(broken == null, AUDITED.id(), AUDITED.id(), AUDITED.hash(), broken, 33);
    }

    private static ProblemView auditBroken() {
        AuditBreakView broken = new AuditBreakView(17, Kind.ROWS_MISSING, "Event 16 is missing.");
        return ProblemView.of(ProblemType.AUDIT_BROKEN, broken.sentence())
                .withAudit(verification(broken))
                .at("/api/admin/audit/verification");
    }

    /** One problem for each status that needs more than its sentence, by status. */
    static Map<String, ProblemView> problems() {
        String address = "/api/admin/migrations/run";
        ProblemView invalid = ProblemView.of(
                        ProblemType.INVALID_MIGRATIONS, "Nothing was run. Mend what problems lists, then try again.")
                .withProblems(ScriptProblemView.of(
                        List.of(new Problem("V4__payment.sql", 7, "The quote that begins here does not end."))));
        List<ProblemView> all = List.of(
                ProblemView.of(ProblemType.INVALID_REQUEST, "outOfOrder must be true or false.")
                        .at(address),
                ProblemView.of(401, "Send a bearer token; POST /auth/token issues one.")
                        .at(address),
                ProblemView.of(
                                ProblemType.INSUFFICIENT_ROLE,
                                "The bearer token is good, but its roles do not allow this.")
                        .at(address),
                ProblemView.of(404, "There is no run 42.").at("/api/admin/runs/42"),
                ProblemView.of(ProblemType.RUN_ACTIVE, "Run 42 is active; nothing else was started.")
                        .withActiveRun(42, "https://slipway.example/api/admin/runs/42")
                        .at(address),
                ProblemView.of(415, "The body must be JSON; say Content-Type: application/json.")
                        .at(address),
                invalid.at(address),
                ProblemView.of(ProblemType.RUN_NOT_SUCCESSFUL, "Run 42 failed: " + RunExamples.ERROR.sentence())
                        .withRun(RunView.of(RunExamples.failed()))
                        .at(address),
                ProblemView.of(429, "Too many wrong passwords; try again in a second."),
                ProblemView.of(ProblemType.UNEXPECTED, "This is the console's fault, not the request's.")
                        .loggedAs("5f0c2a53-6f0e-4f0b-9d0e-1a7d3f5b2c11")
                        .at(address),
                ProblemView.of(ProblemType.DATABASE_UNAVAILABLE, "Connection to db:5432 refused.")
                        .at(address));
        return all.stream()
                .collect(Collectors.toMap(problem -> Integer.toString(problem.status()), problem -> problem));
    }

    private static EffectiveSettings settings() {
        EffectiveSetting lockTimeout = new EffectiveSetting(
                "slipway.lock-timeout",
                SettingGroup.EXECUTION,
                "500ms",
                "200ms",
                false,
                true,
                "environment variable SLIPWAY_LOCK_TIMEOUT",
                "How long a step waits for one lock before it is rolled back and tried again.",
                null);
        EffectiveSetting password = new EffectiveSetting(
                "slipway.db.password",
                SettingGroup.CONNECTION,
                null,
                null,
                true,
                true,
                "file /config/slipway.properties (--systemproperties)",
                "Its password.",
                null);
        return new EffectiveSettings(NOON, List.of(lockTimeout, password), List.of());
    }

    private static SchemaStatus status() {
        MigrationStatus invoice = new MigrationStatus(
                "3",
                "V3",
                "3",
                "invoice",
                INVOICE.script(),
                MigrationState.APPLIED,
                null,
                NOON,
                "admin",
                Duration.ofMillis(41),
                List.of(new CheckResult(CHECK.name(), Answer.PRESENT, null)),
                INVOICE,
                null);
        return new SchemaStatus(
                new SchemaStatus.Database("shop", "db.example:5432", "18.1", "slipway", true, false),
                null,
                0,
                0,
                List.of(invoice),
                invoice.checks(),
                List.of(),
                null,
                RunExamples.succeeded(),
                new LayoutChoice(
                        "flyway",
                        "Flyway",
                        "Recognised by V3__invoice.sql, which is named as Flyway names migrations."),
                LeftOvers.NONE,
                drift(List.of()),
                List.of());
    }

    private static SchemaDrift drift(List<ObjectDrift> drifts) {
        return new SchemaDrift.Compared(NOON, Duration.ofMillis(21), 2, drifts, 0, 0, Map.of("3", 2));
    }

    private static ObjectDrift idChanged() {
        return new ObjectDrift(
                "column",
                "public.invoice.id",
                "public.invoice",
                "id bigint NOT NULL",
                "id bigint DEFAULT 1 NOT NULL",
                "3",
                1,
                180001,
                List.of());
    }
}
