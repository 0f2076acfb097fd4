package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.audit.AuditReader;
import org.slipway.history.RunStatus;

/** What the audit trail tells of runs. */
class RunAuditIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "run_audit");
    }

    @Test
    void aRunIsToldFromItsRequestToItsEnd() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);", "INSERT INTO b VALUES ('secret');");
        engine.write("R__r.sql", "SELECT 1;");

        assertThat(engine.run(new RunOptions("2", true)).status()).isEqualTo(RunStatus.FAILED);

        assertThat(events())
                .containsExactly(
                        "1 RUN_REQUESTED ada 1 Up to 2, out of order: V1, V2",
                        "2 RUN_STARTED ada 1 null",
                        "3 RUN_ENDED ada 1 FAILED. Steps applied: 1. V2__b.sql, line 2 failed (SQLSTATE 22P02).");
        assertThat(new AuditReader(engine.dataSource, engine.settings)
                        .verify(null)
                        .intact())
                .isTrue();
    }

    @Test
    void aRunWhoseServerWasLostIsToldWithTheNextOne() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        RunControl lost = engine.claim(RunOptions.DEFAULT);
        RunWorker worker = engine.worker(lost, RunOptions.DEFAULT);
        engine.execute("UPDATE slipway.run SET heartbeat_at = now() - interval '1 minute'");
        RunControl next = engine.claim(RunOptions.DEFAULT);

        worker.run();
        engine.worker(next, RunOptions.DEFAULT).run();

        assertThat(events())
                .containsExactly(
                        "1 RUN_REQUESTED ada 1 All that is pending: V1",
                        "2 RUN_TAKEN_OVER ada 1 Its server node-1 was lost; run 2 goes on.",
                        "3 RUN_REQUESTED ada 2 All that is pending: V1",
                        "4 RUN_STARTED ada 2 null",
                        "5 RUN_ENDED ada 2 SUCCEEDED. Steps applied: 1.");
    }

    @Test
    void aRunThatCantBeRecordedIsNotAccepted() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.run();
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");
        engine.execute("ALTER TABLE slipway.audit_event ADD CHECK (id < 4)");

        assertThatThrownBy(() -> engine.run()).isInstanceOf(SQLException.class);

        assertThat(engine.query("SELECT count(*) FROM slipway.run")).containsExactly("1");
    }

    /** What has begun goes on: a migration may even take the trail away. */
    @Test
    void aRunEndsWhateverBecomesOfTheAuditTrail() throws SQLException {
        engine.write("V1__a.sql", "DROP TABLE slipway.audit_event;");

        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    private List<String> events() throws SQLException {
        return engine.query("SELECT concat_ws(' ', id, action, actor, run_id, coalesce(detail, 'null'))"
                + " FROM slipway.audit_event ORDER BY id");
    }
}
