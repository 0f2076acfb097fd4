package org.slipway.adoption;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationState;
import org.slipway.migration.MigrationVersion;
import org.slipway.source.MigrationSet;

/** Compares the files with another tool's rows. */
final class Comparison {
    private static final int ERROR_LINES = 2;

    private final MigrationSet set;
    private final ForeignHistory history;
    private final ForeignTable table;
    private final List<String> obstacles = new ArrayList<>();

    Comparison(MigrationSet set, ForeignHistory history) {
        this.set = set;
        this.history = history;
        this.table = history.table();
    }

    AdoptionPreview preview() {
        if (!table.readable()) {
            return refused("The console's role may not read " + table.name()
                    + ". Grant it SELECT on this table and USAGE on its schema, and look again.");
        }
        if (!Objects.equals(set.layout().name(), table.layout())) {
            return refused(otherLayout());
        }
        if (!set.problems().isEmpty()) {
            obstacles.add("The files have " + set.problems().size() + " problems, the first is "
                    + set.problems().get(0) + " Mend them first, so that none of them counts as gone.");
        }
        Matching matching = Matching.of(table.tool(), set.migrations(), history.rows());
        obstacles.addAll(matching.doubts());
        List<AdoptionEntry> known = new ArrayList<>();
        set.migrations().forEach(migration -> known.add(entry(migration, matching.row(migration))));
        history.rows().stream()
                .filter(row -> !matching.isFound(row))
                .map(this::withoutFile)
                .forEach(known::add);
        MigrationVersion newest = newest(known);
        return new AdoptionPreview(
                table, known.stream().map(entry -> late(entry, newest)).toList(), obstacles);
    }

    private AdoptionPreview refused(String why) {
        return new AdoptionPreview(table, List.of(), List.of(why));
    }

    private String otherLayout() {
        String files = set.layout().name() == null
                ? "no files of " + table.title() + " were found ("
                        + set.layout().reason() + ")"
                : "the files are in the layout of " + set.layout().title();
        return "The table " + table.name() + " is " + table.title() + "'s, but " + files
                + ". Name the files of " + table.title()
                + " with slipway.migrations.location, or set a baseline if this table is a leftover.";
    }

    private AdoptionEntry entry(Migration migration, ForeignRow row) {
        if (row == null) {
            return covered(migration);
        }
        if (row.failed()) {
            return new AdoptionEntry(migration, row, MigrationState.FAILED, failure(table, row));
        }
        if (matches(migration, row)) {
            return new AdoptionEntry(migration, row, MigrationState.APPLIED, null);
        }
        return migration.kind() == MigrationKind.REPEATABLE
                ? new AdoptionEntry(
                        migration, row, MigrationState.SUPERSEDED, "Its text has changed since it was applied.")
                : new AdoptionEntry(
                        migration,
                        row,
                        MigrationState.CHANGED,
                        "Its checksum is not the one that " + table.title() + " recorded.");
    }

    private AdoptionEntry covered(Migration migration) {
        ForeignHistory.Through through = history.through();
        if (through == null
                || migration.version() == null
                || migration.version().compareTo(through.version()) > 0) {
            return new AdoptionEntry(migration, null, MigrationState.PENDING, null);
        }
        return through.baseline()
                ? new AdoptionEntry(
                        migration,
                        through.row(),
                        MigrationState.BASELINE,
                        "It is covered by the baseline " + through.row().version() + " of " + table.title() + ".")
                : new AdoptionEntry(migration, through.row(), MigrationState.APPLIED, null);
    }

    private boolean matches(Migration migration, ForeignRow row) {
        if (row.checksum() == null || migration.origin().checksum() == null) {
            return true;
        }
        try {
            return migration.origin().checksum().matches(row.checksum());
        } catch (IOException e) {
            obstacles.add(migration.script() + " can't be read: " + e.getMessage());
            return false;
        }
    }

    private AdoptionEntry withoutFile(ForeignRow row) {
        return row.failed()
                ? new AdoptionEntry(
                        null,
                        row,
                        MigrationState.FAILED,
                        failure(table, row)
                                + " Its file is gone, so there is nothing to run again, and nothing is recorded.")
                : new AdoptionEntry(null, row, MigrationState.MISSING, "Its file " + row.script() + " is gone.");
    }

    /** The first lines say it; tools go on with where in their own code. */
    static String failure(ForeignTable table, ForeignRow row) {
        String why = row.failure().lines().limit(ERROR_LINES).collect(Collectors.joining(" "));
        return table.title() + " recorded that it failed" + (why.isEmpty() ? ", not why." : ": " + why + ".");
    }

    /** Of those that count as done; of rows without a file, too. */
    private MigrationVersion newest(List<AdoptionEntry> entries) {
        MigrationVersion kind = set.migrations().stream()
                .map(Migration::version)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return entries.stream()
                .filter(AdoptionEntry::isDone)
                .flatMap(entry -> Stream.ofNullable(
                        entry.migration() == null ? sibling(kind, entry.row().version()) : entry.version()))
                .max(MigrationVersion::compareTo)
                .orElse(null);
    }

    private static MigrationVersion sibling(MigrationVersion kind, String written) {
        if (kind == null || written == null) {
            return null;
        }
        try {
            return kind.sibling(written);
        } catch (IllegalArgumentException ofAnotherKind) {
            return MigrationVersion.text(written);
        }
    }

    private static AdoptionEntry late(AdoptionEntry entry, MigrationVersion newest) {
        boolean late = entry.state() == MigrationState.PENDING
                && entry.version() != null
                && newest != null
                && entry.version().compareTo(newest) < 0;
        return late
                ? new AdoptionEntry(
                        entry.migration(),
                        null,
                        MigrationState.LATE,
                        "It is older than " + MigrationVersion.label(newest.toString())
                                + ", which is applied already; it runs only out of order.")
                : entry;
    }
}
