package org.slipway.status;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slipway.catalog.InvalidIndex;
import org.slipway.history.HistorySchema;
import org.slipway.history.StepJournal;

/**
 * What statements outside transactions have left open: those of which a person must say what became of them, and invalid
 * indexes.
 */
public record LeftOvers(List<FoundStep> undecided, List<Index> indexes) {
    public static final LeftOvers NONE = new LeftOvers(List.of(), List.of());

    public LeftOvers {
        undecided = List.copyOf(undecided);
        indexes = List.copyOf(indexes);
    }

    /**
     * An invalid index.
     *
     * @param migrationKey of the migration whose failed step left it behind; null when none is known
     * @param label how sentences name that migration; null when none is known
     */
    public record Index(InvalidIndex index, String migrationKey, String label) {
        /** True when the next try of the step that left it behind may drop it first. */
        public boolean isRebuildable() {
            return migrationKey != null && !index.isBeingBuilt();
        }
    }

    public boolean isRebuildable() {
        return indexes.stream().anyMatch(Index::isRebuildable);
    }

    static LeftOvers read(Connection connection, HistorySchema schema, List<FoundStep> found) throws SQLException {
        List<InvalidIndex> invalid = InvalidIndex.read(connection);
        List<Index> indexes = new ArrayList<>();
        if (!invalid.isEmpty()) {
            List<StepJournal.LeftIndex> left = new StepJournal(schema).leftBehind(connection);
            invalid.forEach(index -> indexes.add(explained(index, left, found)));
        }
        return new LeftOvers(found.stream().filter(FoundStep::isUndecided).toList(), indexes);
    }

    private static Index explained(InvalidIndex index, List<StepJournal.LeftIndex> left, List<FoundStep> found) {
        for (FoundStep each : found) {
            if (index.name().equals(each.finding().leftBehind())) {
                return new Index(index, each.step().migrationKey(), each.step().label());
            }
        }
        return left.stream()
                .filter(each -> each.index().equals(index.name()))
                .findFirst()
                .map(each -> new Index(index, each.migrationKey(), each.label()))
                .orElse(new Index(index, null, null));
    }
}
