package org.slipway.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slipway.catalog.Receipt;
import org.slipway.catalog.SessionActivity;
import org.slipway.migration.UndoKey;

/** Turns rows of {@code run} and {@code step} into what pages and API show. */
final class RunRows {
    private RunRows() {}

    static RunStatus status(ResultSet row) throws SQLException {
        RunStatus status = RunStatus.valueOf(row.getString("status"));
        return status.isActive() && row.getBoolean("lost") ? RunStatus.INTERRUPTED : status;
    }

    static Run run(ResultSet row, List<RunStep> steps) throws SQLException {
        RunStatus status = status(row);
        RunProgress progress = HistoryJson.progress(row.getString("progress"));
        boolean working = status.isActive() && progress != null;
        return new Run(
                row.getLong("id"),
                RunKind.valueOf(row.getString("kind")),
                status,
                row.getString("requested_by"),
                instant(row, "requested_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getString("node"),
                row.getString("target"),
                row.getBoolean("out_of_order"),
                row.getString("cancel_requested_by"),
                working ? progress.activity() : null,
                working ? progress.soFar() : SoFar.NOTHING,
                working ? SessionActivity.parse(progress.seen()) : SessionActivity.NONE,
                notices(row, status),
                steps);
    }

    private static List<String> notices(ResultSet row, RunStatus shown) throws SQLException {
        List<String> notices = new ArrayList<>(HistoryJson.sentences(row.getString("notices")));
        if (shown == RunStatus.INTERRUPTED
                && RunStatus.valueOf(row.getString("status")).isActive()) {
            notices.add("Nothing has been heard of the server that works on this run since "
                    + instant(row, "heartbeat_at") + ". What is listed as applied is done; run again to go on.");
        }
        return notices;
    }

    static Run withSteps(Run run, List<RunStep> steps) {
        return new Run(
                run.id(),
                run.kind(),
                run.status(),
                run.requestedBy(),
                run.requestedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.node(),
                run.target(),
                run.outOfOrder(),
                run.cancelRequestedBy(),
                run.activity(),
                run.soFar(),
                run.seen(),
                run.notices(),
                steps);
    }

    static RunStep step(ResultSet row, boolean active) throws SQLException {
        String label = MigrationHistory.label(
                row.getBoolean("repeatable"), row.getString("version"), row.getString("description"));
        boolean undo = UndoKey.isOne(row.getString("migration_key"));
        StepStatus status = switch (row.getString("status")) {
            case "APPLIED" -> StepStatus.APPLIED;
            case "UNDONE" -> undo ? StepStatus.APPLIED : StepStatus.UNDONE;
            case "FAILED" -> StepStatus.FAILED;
            default -> active ? StepStatus.RUNNING : StepStatus.UNKNOWN;
        };
        Receipt receipt = status == StepStatus.APPLIED || status == StepStatus.UNDONE
                ? Receipt.parse(row.getString("receipt"))
                : null;
        Instant started = instant(row, "started_at");
        Instant finished = instant(row, "finished_at");
        return new RunStep(
                row.getString("migration_key"),
                label,
                row.getString("description"),
                row.getString("script"),
                row.getInt("step_index"),
                null,
                row.getBoolean("transactional"),
                status,
                started,
                finished == null ? null : Duration.between(started, finished),
                row.getInt("attempts"),
                receipt == null ? List.of() : results(row, receipt, label),
                HistoryJson.sentences(row.getString("warnings")),
                HistoryJson.error(row.getString("error")),
                receipt);
    }

    private static List<String> results(ResultSet row, Receipt receipt, String label) throws SQLException {
        List<String> results = new ArrayList<>(HistoryJson.sentences(row.getString("results")));
        results.addAll(receipt.sentences(label));
        if (results.isEmpty()) {
            int statements = row.getInt("last_statement") - row.getInt("first_statement") + 1;
            results.add(
                    statements == 0
                            ? label + " has no statements; "
                                    + (UndoKey.isOne(row.getString("migration_key"))
                                            ? "only the schema history was changed"
                                            : "it is recorded as applied")
                            : label + " ran " + statements + (statements == 1 ? " statement" : " statements"));
        }
        return results;
    }

    /** The plan, each step with what is recorded of it. */
    static List<RunStep> merge(List<PlannedStep> plan, List<RunStep> recorded, RunProgress progress, boolean active) {
        Map<String, RunStep> newest = new HashMap<>();
        recorded.forEach(step -> newest.put(step.migrationKey() + " " + step.index(), step));
        return plan.stream()
                .map(planned ->
                        merge(planned, newest.get(planned.migrationKey() + " " + planned.index()), progress, active))
                .toList();
    }

    private static RunStep merge(PlannedStep planned, RunStep recorded, RunProgress progress, boolean active) {
        boolean current = active
                && progress != null
                && planned.migrationKey().equals(progress.migrationKey())
                && planned.index() == progress.stepIndex();
        StepStatus unrecorded = current ? StepStatus.RUNNING : active ? StepStatus.WAITING : StepStatus.NOT_RUN;
        List<String> results = new ArrayList<>();
        if (planned.remark() != null) {
            results.add(planned.remark());
        }
        if (recorded != null) {
            results.addAll(recorded.results());
        }
        return new RunStep(
                planned.migrationKey(),
                planned.label(),
                planned.description(),
                planned.script(),
                planned.index(),
                planned.title(),
                planned.transactional(),
                recorded == null ? unrecorded : recorded.status(),
                recorded == null ? null : recorded.startedAt(),
                recorded == null ? null : recorded.duration(),
                recorded != null ? recorded.attempts() : current ? progress.attempt() : 0,
                results,
                recorded == null ? List.of() : recorded.warnings(),
                recorded == null ? null : recorded.error(),
                recorded == null ? null : recorded.receipt());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
