package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.catalog.Descriptions;
import org.slipway.migration.MigrationState;
import org.slipway.status.CheckResult;
import org.slipway.status.CheckResult.Answer;
import org.slipway.status.MigrationStatus;
import org.slipway.status.ObjectDrift;
import org.slipway.status.SchemaDrift;

/** What runs leave is what is expected, and nothing else is. */
class DriftAfterRunsIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        engine = new Engine(folder, "drift_after_runs");
        engine.execute("CREATE TABLE old (id integer); CREATE VIEW old_view AS SELECT id FROM old");
        engine.write("V1__objects.sql", Descriptions.resource("objects.sql"));
    }

    @Test
    void beforeTheFirstRunNothingIsCompared() {
        assertThat(engine.status().drift()).isEqualTo(new SchemaDrift.NotRecorded());
    }

    @Test
    void whatMigrationsMakeChangeRenameAndDropIsNoDrift() throws SQLException {
        run();
        assertThat(drifts()).isEmpty();
        engine.write(
                "V2__change.sql",
                "ALTER TABLE yard.customer RENAME TO client;",
                "ALTER TABLE yard.client RENAME name TO full_name;",
                "ALTER TABLE yard.client ALTER legacy TYPE bigint, ALTER state SET DEFAULT 'closed';",
                "ALTER TABLE yard.client RENAME CONSTRAINT \"Price is right\" TO price_is_right;",
                "ALTER INDEX yard.customer_trigram RENAME TO client_trigram;",
                "DROP TRIGGER per_event ON yard.event;",
                "DROP TABLE yard.child;",
                "ALTER TYPE yard.state RENAME TO condition;",
                "ALTER SEQUENCE yard.ticket MAXVALUE 60;",
                "ALTER FUNCTION yard.twice(numeric, integer) RENAME TO times;",
                "ALTER POLICY everybody ON yard.client USING (price > 1);",
                "ALTER TABLE yard.event DETACH PARTITION yard.event_2024;",
                "CREATE TABLE yard.event_2025 PARTITION OF yard.event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');");
        run();
        assertThat(drifts()).isEmpty();
        engine.write("V3__more.sql", "ALTER SCHEMA yard RENAME TO harbour;");
        run();
        assertThat(drifts()).isEmpty();
        engine.write("V4__gone.sql", "DROP SCHEMA harbour CASCADE;", "DROP TABLE old CASCADE;");
        run();
        assertThat(drifts()).isEmpty();
    }

    @Test
    void aMigrationWhoseObjectsAreNotAsItLeftThemHasDrifted() throws SQLException {
        run();
        assertThat(check()).isEqualTo(new CheckResult("V1 objects", Answer.PRESENT, null));

        engine.execute("DROP INDEX yard.customer_name");

        MigrationStatus status = engine.status().migrations().get(0);
        assertThat(status.state()).isEqualTo(MigrationState.DRIFTED);
        assertThat(status.reason())
                .isEqualTo(
                        "It was applied, but the live schema is not as it left it: index yard.customer_name is missing.");
        assertThat(check()).isEqualTo(new CheckResult("V1 objects", Answer.MISSING, null));
    }

    @Test
    void whatWasThereBeforeTheFirstRunIsExpectedAndNobodysMigration() throws SQLException {
        run();
        engine.execute("DROP VIEW old_view");
        assertThat(drifts()).containsExactly("MISSING view public.old_view null");
        assertThat(engine.states()).containsExactly("V1 APPLIED");
    }

    /** A step does not make right what somebody else did to the same table. */
    @Test
    void whatWasDoneByHandToATableThatAStepChangesStaysDrift() throws SQLException {
        run();
        engine.execute("ALTER TABLE yard.customer ADD found text");
        engine.write("V2__add.sql", "ALTER TABLE yard.customer ADD wanted text;");
        run();
        assertThat(drifts()).containsExactly("UNEXPECTED column yard.customer.found null");
    }

    private void run() throws SQLException {
        assertThat(engine.run().errors()).isEmpty();
    }

    private CheckResult check() {
        return engine.status().migrations().get(0).checks().get(0);
    }

    private List<String> drifts() {
        return engine.status().drift().differences().stream()
                .map(drift -> drift.difference() + " " + drift.name() + " " + drift.migrationKey()
                        + (drift.difference() == ObjectDrift.Difference.CHANGED
                                ? "\n" + drift.expected() + "\n" + drift.actual()
                                : ""))
                .toList();
    }
}
