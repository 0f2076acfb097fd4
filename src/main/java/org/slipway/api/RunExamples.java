package org.slipway.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slipway.catalog.Receipt;
import org.slipway.catalog.Receipt.Action;
import org.slipway.catalog.Receipt.ObjectChange;
import org.slipway.catalog.SessionActivity;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.history.RunStep;
import org.slipway.history.SoFar;
import org.slipway.history.StepError;
import org.slipway.history.StepStatus;
import org.slipway.migration.UndoKey;

/** The runs among the {@link Examples}. */
final class RunExamples {
    static final StepError ERROR = new StepError(
            "42P01",
            "relation \"custmer\" does not exist",
            null,
            null,
            "V3__invoice.sql",
            3,
            41,
            "CREATE TABLE invoice (c bigint REFERENCES custmer)",
            40,
            true,
            "Mend V3__invoice.sql and run again.");

    private static final Receipt RECEIPT = new Receipt(
            List.of(
                    created("table", "public.invoice", null, "CREATE TABLE public.invoice"),
                    created("column", "public.invoice.id", "public.invoice", "id bigint NOT NULL"),
                    created(
                            "constraint",
                            "invoice_pkey ON public.invoice",
                            "public.invoice",
                            "CONSTRAINT invoice_pkey PRIMARY KEY (id)")),
            List.of());

    private static ObjectChange created(String kind, String identity, String of, String definition) {
        return new ObjectChange(Action.CREATED, kind, identity, null, of, null, definition);
    }

    private RunExamples() {}

    static Run running() {
        return run(RunStatus.RUNNING, null, step(StepStatus.RUNNING, null, List.of(), null));
    }

    static Run succeeded() {
        Duration took = Duration.ofMillis(41);
        return run(
                RunStatus.SUCCEEDED,
                Examples.NOON,
                step(StepStatus.APPLIED, took, List.of("V3 created table invoice"), null));
    }

    static Run undone() {
        RunStep step = new RunStep(
                UndoKey.of("3"),
                "Undo of V3",
                "Undo of V3",
                "U3__invoice.sql",
                1,
                null,
                true,
                StepStatus.APPLIED,
                Examples.NOON,
                Duration.ofMillis(7),
                1,
                List.of("Undo of V3 dropped table invoice"),
                List.of(),
                null,
                null);
        return run(RunKind.UNDO, "3", RunStatus.SUCCEEDED, Examples.NOON, step);
    }

    static Run failed() {
        return run(RunStatus.FAILED, Examples.NOON, step(StepStatus.FAILED, Duration.ofMillis(12), List.of(), ERROR));
    }

    private static Run run(RunStatus status, Instant finished, RunStep step) {
        return run(RunKind.MIGRATE, null, status, finished, step);
    }

    private static Run run(RunKind kind, String target, RunStatus status, Instant finished, RunStep step) {
        String activity = finished == null ? "V3: statement 1 of 1" : null;
        return new Run(
                42,
                kind,
                status,
                "admin",
                Examples.NOON,
                Examples.NOON,
                finished,
                "console-1",
                target,
                false,
                null,
                activity,
                SoFar.NOTHING,
                SessionActivity.NONE,
                List.of(),
                List.of(step));
    }

    private static RunStep step(StepStatus status, Duration took, List<String> results, StepError error) {
        return new RunStep(
                "3",
                "V3",
                "invoice",
                "V3__invoice.sql",
                1,
                null,
                true,
                status,
                Examples.NOON,
                took,
                1,
                results,
                List.of(),
                error,
                status == StepStatus.APPLIED ? RECEIPT : null);
    }
}
