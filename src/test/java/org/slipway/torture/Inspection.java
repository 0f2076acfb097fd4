package org.slipway.torture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares history and schema in one snapshot, at any time, also while a run is under way: what is recorded as applied is
 * there exactly once, and what is not recorded is not there.
 */
final class Inspection {
    private final Mix mix;
    private final List<String> violations = new ArrayList<>();

    private Inspection(Mix mix) {
        this.mix = mix;
    }

    /** A row of {@code slipway.step}. */
    private record Recorded(String migration, int first, int last, String status, boolean rolledBack) {
        boolean covers(Evidence evidence) {
            return migration.equals(evidence.migration())
                    && first <= evidence.statement()
                    && evidence.statement() <= last;
        }

        boolean isApplied() {
            return status.equals("APPLIED");
        }
    }

    /**
     * @param complete whether everything is to be there
     * @return sentences, none when all is well
     */
    static List<String> of(TortureDatabase server, String database, Mix mix, boolean complete) throws SQLException {
        Inspection inspection = new Inspection(mix);
        try (Connection connection = server.connect(database)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<Recorded> recorded = recorded(connection);
            List<Evidence> evidence = mix.evidence().toList();
            List<Integer> counts = counts(connection, evidence);
            for (int i = 0; i < evidence.size(); i++) {
                inspection.compare(evidence.get(i), counts.get(i), recorded, complete);
            }
            connection.rollback();
        }
        return inspection.violations;
    }

    private static List<Recorded> recorded(Connection connection) throws SQLException {
        List<Recorded> recorded = new ArrayList<>();
        if (TortureDatabase.query(connection, "SELECT to_regclass('slipway.step')")
                .contains(null)) {
            return recorded;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT migration_key, first_statement, last_statement, status, error ->> 'rolledBack' = 'true'"
                                + " FROM slipway.step ORDER BY id")) {
            while (row.next()) {
                recorded.add(new Recorded(
                        row.getString(1), row.getInt(2), row.getInt(3), row.getString(4), row.getBoolean(5)));
            }
        }
        return recorded;
    }

    private static List<Integer> counts(Connection connection, List<Evidence> evidence) throws SQLException {
        String sql = evidence.stream()
                .map(each -> "(" + each.count() + ")")
                .collect(Collectors.joining(", ", "SELECT unnest(ARRAY[", "])"));
        return TortureDatabase.query(connection, sql).stream()
                .map(Integer::valueOf)
                .toList();
    }

    private void compare(Evidence evidence, int count, List<Recorded> recorded, boolean complete) {
        List<Recorded> rows =
                recorded.stream().filter(row -> row.covers(evidence)).toList();
        long applied = rows.stream().filter(Recorded::isApplied).count();
        boolean unsure = mix.isAlone(evidence.migration(), evidence.statement())
                && rows.stream().anyMatch(row -> !row.isApplied() && !row.rolledBack());
        if (applied > 1) {
            violations.add(evidence + " is recorded as applied " + applied + " times");
        }
        if (count > 1) {
            violations.add(evidence + " was done " + count + " times");
        }
        if (applied > 0 && count == 0) {
            violations.add(evidence + " is recorded as applied and its work is not there");
        }
        if (applied == 0 && count > 0 && !unsure) {
            violations.add(evidence + " was done and is not recorded");
        }
        if (complete && applied == 0) {
            violations.add(evidence + " was lost: it is not recorded after the last run");
        }
    }
}
