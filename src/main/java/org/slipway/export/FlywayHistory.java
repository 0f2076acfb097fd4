package org.slipway.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.slipway.history.MigrationHistory;
import org.slipway.history.StepOrigin;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationState;
import org.slipway.migration.MigrationVersion;
import org.slipway.source.LayoutChoice;
import org.slipway.source.MigrationSet;
import org.slipway.status.MigrationStates.Entry;

/**
 * The schema history as Flyway's table has it, so that Flyway goes on where Slipway stands.
 *
 * <p>Only what is applied as a whole can be told: Flyway knows no steps. What it will see otherwise, but can live with, is a
 * remark; what it would do otherwise is an obstacle, and then there is no export.
 *
 * @param rows in the order in which they were installed
 * @param remarks sentences for the admin who goes on with Flyway
 * @param obstacles sentences; empty when it can be exported
 */
public record FlywayHistory(List<FlywayRow> rows, List<String> remarks, List<String> obstacles) {
    private static final String FLYWAY = "flyway";

    public FlywayHistory {
        rows = List.copyOf(rows);
        remarks = List.copyOf(remarks);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * @param entries of the set's migrations and of the histories
     * @param histories also of what a baseline covers and whose file is gone
     */
    static FlywayHistory of(MigrationSet set, List<Entry> entries, Collection<MigrationHistory> histories) {
        List<String> obstacles = new ArrayList<>(FlywayVersions.obstacles(set.migrations()));
        entries.forEach(entry -> obstacles.addAll(obstacles(entry)));
        if (!obstacles.isEmpty()) {
            return new FlywayHistory(List.of(), List.of(), obstacles);
        }
        MigrationHistory baseline = baseline(histories);
        boolean renamed = !FLYWAY.equals(set.layout().name());
        List<Installed> installed = new ArrayList<>();
        if (baseline != null) {
            installed.add(new Installed(
                    baseline.installedOn(),
                    FlywayRow.baseline(baseline.version(), baseline.installedBy(), baseline.installedOn())));
        }
        entries.stream()
                .filter(entry -> isInstalled(entry.history()))
                .map(entry -> new Installed(entry.history().installedOn(), row(entry, renamed)))
                .forEach(installed::add);
        return new FlywayHistory(
                installed.stream()
                        .sorted(Comparator.comparing(Installed::on))
                        .map(Installed::row)
                        .toList(),
                remarks(set.layout(), entries, baseline, renamed),
                List.of());
    }

    private record Installed(Instant on, FlywayRow row) {}

    private static List<String> obstacles(Entry entry) {
        MigrationHistory history = entry.history();
        List<String> obstacles = new ArrayList<>();
        if (entry.found() != null) {
            obstacles.add(entry.found().sentence() + " " + entry.found().advice());
        } else if (history != null && !history.open().isEmpty()) {
            obstacles.add(entry.label() + " is applied in part (up to statement " + (history.nextStatement() - 1)
                    + "), which Flyway's table can't tell. Run the rest, or repair its history.");
        }
        if (entry.migration() == null && history.version() != null && !FlywayVersions.isNumber(history.version())) {
            obstacles.add(entry.label() + " is applied, and its version is no number as Flyway has them.");
        }
        return obstacles;
    }

    private static boolean isInstalled(MigrationHistory history) {
        return history != null && history.complete() && history.origin() != StepOrigin.BASELINE;
    }

    /** That of the highest version; null for none. */
    private static MigrationHistory baseline(Collection<MigrationHistory> histories) {
        return histories.stream()
                .filter(history -> history.origin() == StepOrigin.BASELINE)
                .filter(history -> history.version() != null && FlywayVersions.isNumber(history.version()))
                .max(Comparator.comparing(history -> MigrationVersion.of(history.version())))
                .orElse(null);
    }

    private static FlywayRow row(Entry entry, boolean renamed) {
        MigrationHistory history = entry.history();
        Migration migration = entry.migration();
        String description = migration == null ? history.description() : migration.description();
        String script = migration == null ? history.script() : migration.script();
        return new FlywayRow(
                history.version(),
                description,
                FlywayRow.Type.SQL,
                renamed ? flywayName(history, description) : script,
                renamed ? null : history.checksum(),
                history.installedBy(),
                history.installedOn(),
                (int) Math.min(Integer.MAX_VALUE, history.duration().toMillis()));
    }

    private static String flywayName(MigrationHistory history, String description) {
        return (history.repeatable() ? "R" : "V" + history.version()) + "__" + description.replace(' ', '_') + ".sql";
    }

    private static List<String> remarks(
            LayoutChoice layout, List<Entry> entries, MigrationHistory baseline, boolean renamed) {
        List<String> remarks = new ArrayList<>();
        if (renamed) {
            remarks.add("The files are in the layout of " + layout.title()
                    + ". Flyway finds them when each is named as its row's script and has only what runs on the way there;"
                    + " `flyway repair` then writes their checksums, which are null here.");
        }
        entries.stream()
                .map(entry -> remark(entry, baseline))
                .filter(Objects::nonNull)
                .forEach(remarks::add);
        return remarks;
    }

    /** Null where Flyway sees it as Slipway does. */
    private static String remark(Entry entry, MigrationHistory baseline) {
        if (entry.state() == MigrationState.LATE) {
            boolean below = baseline != null
                    && MigrationVersion.of(entry.migration().version().toString())
                                    .compareTo(MigrationVersion.of(baseline.version()))
                            < 0;
            return below
                    ? entry.label() + " is not applied. Flyway never runs what is below its baseline."
                    : entry.label() + " is late: Flyway runs it with outOfOrder=true, and refuses to go on without.";
        }
        return switch (entry.state()) {
            case MISSING ->
                entry.label()
                        + " is applied and its file is gone: Flyway goes on with ignoreMigrationPatterns=*:missing.";
            case CHANGED ->
                entry.label() + " was edited after it was applied: Flyway refuses to go on, until `flyway repair`.";
            default -> null;
        };
    }
}
