package org.slipway.adoption;

import java.util.List;
import org.slipway.migration.MigrationVersion;
import org.slipway.migration.Problem;

/**
 * What another tool's table says, one row for each migration that it still holds for applied or failed.
 *
 * @param rows in the order of the table
 * @param through null when only the rows count
 */
public record ForeignHistory(ForeignTable table, List<ForeignRow> rows, Through through) {
    /**
     * Everything up to a version, whether or not it has a row.
     *
     * @param baseline true when it was there before the tool; false when the tool applied it
     * @param row who said so and when
     */
    public record Through(MigrationVersion version, boolean baseline, ForeignRow row) {}

    public ForeignHistory {
        rows = List.copyOf(rows);
    }

    /** Why nothing runs before somebody has decided. */
    public Problem problem() {
        String wayOut =
                " If the table is a leftover, set a baseline instead (/admin/baseline). Nothing runs before that.";
        return Problem.of(
                table.name(),
                table.readable()
                        ? table.title() + " has maintained this database. Look at what adopting its history would do"
                                + " (/admin/adopt), and adopt it." + wayOut
                        : "This is " + table.title() + "'s table of applied migrations, and the console's role may not"
                                + " read it. Grant it SELECT, then adopt the history (/admin/adopt)." + wayOut);
    }

    /** True when the tool has made its table and nothing else. */
    public boolean isEmpty() {
        return rows.isEmpty() && through == null;
    }
}
