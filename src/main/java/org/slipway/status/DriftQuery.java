package org.slipway.status;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slipway.catalog.ObjectSql;
import org.slipway.history.HistorySchema;
import org.slipway.status.ObjectDrift.Difference;

/**
 * Compares the live schema with table {@code object}, all objects in one query.
 *
 * <p>An invalid index that nobody expects is passed over while its table is locked as {@code CREATE INDEX CONCURRENTLY} locks
 * it: it is being built.
 */
public final class DriftQuery {
    private static final String NO_MIGRATION = "";

    private DriftQuery() {}

    /**
     * What differs.
     *
     * @param objects how many objects are expected
     * @param byMigration how many of them each migration wrote last
     */
    public record Found(int objects, List<ObjectDrift> drifts, Map<String, Integer> byMigration) {}

    /**
     * In one round trip.
     *
     * @param connection in a transaction, whose settings this changes
     * @param timeout of each query
     */
    public static Found read(Connection connection, HistorySchema schema, String ownSchema, Duration timeout)
            throws SQLException {
        String all = ObjectSql.settings(timeout) + "; " + counts(schema) + "; " + differences(schema, ownSchema);
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(all);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            Map<String, Integer> byMigration = counted(statement.getResultSet());
            int objects =
                    byMigration.values().stream().mapToInt(Integer::intValue).sum();
            byMigration.remove(NO_MIGRATION);
            statement.getMoreResults();
            return new Found(objects, folded(drifts(statement.getResultSet())), byMigration);
        }
    }

    private static Map<String, Integer> counted(ResultSet row) throws SQLException {
        Map<String, Integer> byMigration = new HashMap<>();
        while (row.next()) {
            byMigration.put(row.getString(1), row.getInt(2));
        }
        return byMigration;
    }

    private static String counts(HistorySchema schema) {
        return "SELECT coalesce(s.migration_key, '" + NO_MIGRATION + "'), count(*) FROM "
                + schema.table(HistorySchema.OBJECT) + " e LEFT JOIN " + schema.table(HistorySchema.STEP)
                + " s ON s.id = e.step_id GROUP BY 1";
    }

    /** The one comparison. */
    public static String differences(HistorySchema schema, String ownSchema) {
        return """
                WITH live AS (
                {all})
                SELECT coalesce(l.kind, e.kind) AS kind, coalesce(l.identity, e.identity) AS identity,
                    coalesce({relation}, p.identity) AS relation,
                    e.definition AS expected, l.definition AS actual, s.migration_key, s.step_index, e.server_version
                FROM live l FULL JOIN {object} e ON e.kind = l.kind AND e.identity = l.identity
                LEFT JOIN {step} s ON s.id = e.step_id
                LEFT JOIN {object} p ON l.identity IS NULL AND p.id = e.parent AND p.part = 0
                    AND p.class = 'pg_catalog.pg_class'::regclass
                WHERE l.definition IS DISTINCT FROM e.definition
                AND NOT (l.kind = 'index' AND e.identity IS NULL AND right(l.definition, 8) = E'\\nINVALID'
                    AND EXISTS (SELECT FROM pg_locks k WHERE k.locktype = 'relation' AND k.relation = l.parent
                        AND k.mode = 'ShareUpdateExclusiveLock'))
                """.replace("{all}", ObjectSql.all(ownSchema))
                .replace("{relation}", ObjectSql.relationName("l.parent"))
                .replace("{object}", schema.table(HistorySchema.OBJECT))
                .replace("{step}", schema.table(HistorySchema.STEP));
    }

    private static List<ObjectDrift> drifts(ResultSet row) throws SQLException {
        List<ObjectDrift> drifts = new ArrayList<>();
        while (row.next()) {
            drifts.add(new ObjectDrift(
                    row.getString("kind"),
                    row.getString("identity"),
                    row.getString("relation"),
                    row.getString("expected"),
                    row.getString("actual"),
                    row.getString("migration_key"),
                    row.getInt("step_index"),
                    row.getInt("server_version"),
                    List.of()));
        }
        drifts.sort(Comparator.comparing(ObjectDrift::name));
        return drifts;
    }

    /** A relation that is missing or unexpected is one thing to look at, not one for each of its columns. */
    static List<ObjectDrift> folded(List<ObjectDrift> drifts) {
        Set<String> wholes = drifts.stream()
                .filter(drift -> isRelation(drift.kind()) && drift.difference() != Difference.CHANGED)
                .map(drift -> drift.difference() + drift.identity())
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, List<ObjectDrift>> parts = new LinkedHashMap<>();
        List<ObjectDrift> heads = new ArrayList<>();
        for (ObjectDrift drift : drifts) {
            String whole = drift.difference() + drift.relation();
            if (drift.relation() != null && wholes.contains(whole)) {
                parts.computeIfAbsent(whole, name -> new ArrayList<>()).add(drift);
            } else {
                heads.add(drift);
            }
        }
        return heads.stream()
                .map(head -> isRelation(head.kind())
                        ? head.with(parts.getOrDefault(head.difference() + head.identity(), List.of()))
                        : head)
                .toList();
    }

    private static boolean isRelation(String kind) {
        return kind.endsWith("table") || kind.endsWith("view");
    }
}
