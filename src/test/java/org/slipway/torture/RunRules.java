package org.slipway.torture;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.slipway.audit.AuditReader;
import org.slipway.audit.ChainVerification;
import org.slipway.dev.EmbeddedDatabase;
import org.slipway.execution.ExpectedState;

/** What must be true of the runs when nothing is under way any more. */
final class RunRules {
    private static final String TOLD_INVALID = "e.error ->> 'leftBehind' IS NOT NULL";

    /** Each gives a sentence for each row that breaks it. */
    private static final List<String> ALWAYS = List.of(
            "SELECT 'run ' || id || ' is ' || status || ' and nobody works on it' FROM slipway.run"
                    + " WHERE status IN ('QUEUED', 'RUNNING')",
            "SELECT 'step ' || s.step_index || ' of ' || s.migration_key || ' was committed by run ' || r.id"
                    + " || ' after that had ended' FROM slipway.step s JOIN slipway.run r ON r.id = s.run_id"
                    + " WHERE s.status = 'APPLIED' AND s.transactional AND s.finished_at > r.finished_at",
            "SELECT 'run ' || r.id || ' is ' || r.status || ' and does not say why' FROM slipway.run r"
                    + " WHERE r.status IN ('FAILED', 'INTERRUPTED') AND r.notices = '[]' AND NOT EXISTS"
                    + " (SELECT FROM slipway.step e WHERE e.run_id = r.id AND e.error IS NOT NULL)",
            "SELECT 'step ' || s.step_index || ' of ' || s.migration_key || ' was told as rolled back and is applied'"
                    + " FROM slipway.step s JOIN slipway.step e USING (run_id, migration_key, step_index)"
                    + " WHERE s.status = 'APPLIED' AND e.status = 'FAILED' AND e.error ->> 'rolledBack' = 'true'",
            "SELECT 'run ' || b.id || ' began before run ' || a.id || ' had ended' FROM slipway.run a"
                    + " JOIN slipway.run b ON b.id > a.id AND b.requested_at < a.finished_at",
            "SELECT 'index ' || indexrelid::regclass || ' is invalid' FROM pg_index WHERE NOT indisvalid",
            "SELECT 'run ' || r.id || ' has ' || count(a.id) || ' entries of its end in the audit trail'"
                    + " FROM slipway.run r LEFT JOIN slipway.audit_event a ON a.run_id = r.id"
                    + " AND a.action IN ('RUN_ENDED', 'RUN_TAKEN_OVER') GROUP BY r.id HAVING count(a.id) <> 1");

    /** Where every connection held. */
    private static final String NOTHING_BROKE =
            "SELECT 'run ' || r.id || ' failed: ' || coalesce(e.error ->> 'message', r.notices::text)"
                    + " FROM slipway.run r LEFT JOIN slipway.step e ON e.run_id = r.id AND e.error IS NOT NULL"
                    + " WHERE r.status = 'FAILED' AND NOT coalesce(" + TOLD_INVALID + ", false)";

    /** Where connections broke that may be the reason, and no other. */
    private static final String CONNECTIONS_BROKE =
            NOTHING_BROKE + " AND coalesce(e.error ->> 'sqlState', '08') !~ '^(08|57P0)'";

    private RunRules() {}

    static List<String> broken(TortureDatabase server, String database, Kind kind) throws SQLException {
        if (server.query(database, "SELECT to_regclass('slipway.run')").contains(null)) {
            return List.of("no run was recorded");
        }
        List<String> broken = new ArrayList<>();
        for (String rule : ALWAYS) {
            broken.addAll(server.query(database, rule));
        }
        broken.addAll(server.query(database, kind.breaksConnections() ? CONNECTIONS_BROKE : NOTHING_BROKE));
        PGSimpleDataSource direct = new PGSimpleDataSource();
        direct.setUrl(TortureDatabase.url(server.port(), database) + "&ApplicationName=" + TortureDatabase.OWN);
        direct.setUser(EmbeddedDatabase.USER);
        ChainVerification chain = new AuditReader(direct, NodeMain.settings()).verify(null);
        if (!chain.intact()) {
            broken.add("the audit trail is broken: " + chain.broken().sentence());
        }
        ExpectedState.differences(direct)
                .forEach(difference -> broken.add("what steps left is not what is expected: " + difference));
        return broken;
    }
}
