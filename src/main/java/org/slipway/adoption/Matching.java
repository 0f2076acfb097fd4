package org.slipway.adoption;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;

/**
 * Finds for each migration the row that is about it.
 *
 * <p>Nearly always the two names are equal. Where several fit, those that fit best go together; where two fit equally well
 * nobody can tell, and that is said rather than guessed.
 */
final class Matching {
    private final ForeignTool tool;
    private final Map<Migration, ForeignRow> found = new LinkedHashMap<>();
    private final Set<ForeignRow> taken = new HashSet<>();
    private final List<String> doubts = new ArrayList<>();

    private record Pair(Migration migration, ForeignRow row, int closeness) {
        boolean competesWith(Pair other) {
            return (migration == other.migration) != (row == other.row);
        }
    }

    private Matching(ForeignTool tool) {
        this.tool = tool;
    }

    static Matching of(ForeignTool tool, List<Migration> migrations, List<ForeignRow> rows) {
        Map<Object, List<ForeignRow>> byName = new HashMap<>();
        rows.forEach(
                row -> byName.computeIfAbsent(name(tool, row.repeatable(), row.identity()), any -> new ArrayList<>())
                        .add(row));
        Map<Object, List<Migration>> groups = new LinkedHashMap<>();
        migrations.stream()
                .filter(migration -> migration.origin() != null)
                .forEach(migration -> groups.computeIfAbsent(name(tool, migration), any -> new ArrayList<>())
                        .add(migration));
        Matching matching = new Matching(tool);
        groups.forEach((name, group) -> matching.match(group, byName.getOrDefault(name, List.of())));
        return matching;
    }

    private static Object name(ForeignTool tool, Migration migration) {
        return name(
                tool,
                migration.kind() == MigrationKind.REPEATABLE,
                migration.origin().identity());
    }

    private static Object name(ForeignTool tool, boolean repeatable, List<String> identity) {
        return tool.sameness(repeatable, identity);
    }

    private void match(List<Migration> migrations, List<ForeignRow> rows) {
        List<Pair> pairs = new ArrayList<>();
        for (Migration migration : migrations) {
            for (ForeignRow row : rows) {
                int closeness = tool.closeness(migration.origin().identity(), row.identity());
                if (closeness > 0) {
                    pairs.add(new Pair(migration, row, closeness));
                }
            }
        }
        pairs.sort((one, other) -> Integer.compare(other.closeness(), one.closeness()));
        take(pairs);
    }

    /** @param pairs the closest first */
    private void take(List<Pair> pairs) {
        for (Pair pair : pairs) {
            if (found.containsKey(pair.migration()) || taken.contains(pair.row())) {
                continue;
            }
            pairs.stream()
                    .filter(other -> other.closeness() == pair.closeness() && other.competesWith(pair))
                    .filter(other -> !found.containsKey(other.migration()) && !taken.contains(other.row()))
                    .findFirst()
                    .ifPresent(other -> doubts.add("It can't be told whether "
                            + pair.row().script() + " is "
                            + pair.migration().script() + ": " + other.row().script() + " and "
                            + other.migration().script() + " fit as well."));
            found.put(pair.migration(), pair.row());
            taken.add(pair.row());
        }
    }

    /** Null when there is none. */
    ForeignRow row(Migration migration) {
        return found.get(migration);
    }

    boolean isFound(ForeignRow row) {
        return taken.contains(row);
    }

    /** Sentences; where there is one, nothing may be adopted. */
    List<String> doubts() {
        return doubts;
    }
}
