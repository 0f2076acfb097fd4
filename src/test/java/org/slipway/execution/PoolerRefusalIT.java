package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;
import org.slipway.history.HistorySchema;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.StepError;
import org.slipway.testing.TestPooler;

/** What can't be right through PgBouncer is refused with the reason, and nothing of it was done. */
class PoolerRefusalIT extends ThroughPooler {
    @Test
    void aSessionWithAnotherClientsTablesIsNotUsed() throws SQLException {
        Engine engine = engine(oneServerConnection);
        engine.settings = Engine.settings("slipway", Duration.ofMillis(300), OnExisting.WARN, Divide.AUTO);
        engine.execute("CREATE TEMP TABLE customer (id int)");
        engine.write("V1__t.sql", "CREATE TABLE t (id int);");

        Run refused = engine.run();
        engine.execute("DROP TABLE customer");

        assertThat(refused.errors())
                .extracting(StepError::message)
                .containsExactly("the pooler lent a session that keeps another client's temporary tables");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aStatementWithoutATransactionDoesNotRunInASessionThatIsNotAsTheServerMakesIt() throws SQLException {
        Engine engine = engine(oneServerConnection);
        engine.write(
                "V1__t.sql",
                "CREATE TABLE t (id int);",
                "CREATE SCHEMA elsewhere;",
                "CREATE TABLE elsewhere.t (id int);");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        engine.write("V2__i.sql", "-- no use", "CREATE INDEX CONCURRENTLY i ON t (id);");
        engine.execute("SET search_path = elsewhere");

        StepError error = engine.run().errors().get(0);
        List<String> made = engine.query("SELECT relname FROM pg_class WHERE relname = 'i'");
        engine.execute("RESET search_path");

        assertThat(error.message()).isEqualTo("the session that the pooler lent was left with settings of a client");
        assertThat(error.rolledBack()).isTrue();
        assertThat(error.detail()).isNull();
        assertThat(made).isEmpty();
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT indrelid::regclass FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .containsExactly("t");
    }

    @Test
    void whatAScriptSetsForAStatementWithoutATransactionIsRefusedBecauseItWouldStay() throws SQLException {
        Engine engine = engine(oneServerConnection);
        engine.write("V1__t.sql", "CREATE TABLE t (id int);");
        engine.write("V2__i.sql", "SET lock_timeout = '7s';", "CREATE INDEX CONCURRENTLY i ON t (id);");

        StepError error = engine.run().errors().get(0);

        assertThat(error.sentence())
                .startsWith("V2__i.sql:1:1: what this sets would stay in a session that the pooler lent")
                .contains("Connect to the server itself for this run");
        assertThat(engine.query("SELECT to_regclass('i')")).containsExactly((String) null);
        assertThat(engine.query("SHOW lock_timeout")).containsExactly("0");
    }

    /** As after a take-over that came between the journal and the statement. */
    @Test
    void aStatementWithoutATransactionDoesNotRunForARunThatWasTakenOver() throws Exception {
        Engine engine = engine(transactions);
        engine.execute("CREATE TABLE t (id int)");
        engine.execute("CREATE INDEX i ON t (id)");
        engine.write("V1__t.sql", "DROP INDEX CONCURRENTLY i;");
        RunControl control = engine.claim(RunOptions.DEFAULT);
        try (Connection connection = engine.dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            StepSession session = new StepSession(new HistorySchema("slipway"), engine.settings);
            StepTask task = new StepTask(
                    control, engine.plan(RunOptions.DEFAULT).steps().get(0), null, "ada", Attempt.first());
            StepSession.Alone alone = session.beginAutocommit(connection, task);
            engine.execute("UPDATE slipway.run SET fence = fence + 1");

            assertThat(catchThrowableOfType(
                                    SQLException.class,
                                    () -> statement.execute(alone.guard().apply("DROP INDEX CONCURRENTLY i;")))
                            .getSQLState())
                    .isEqualTo("SLP02");
        }
        assertThat(engine.query("SELECT to_regclass('i')")).containsExactly("i");
    }

    @Test
    void preparedStatementsOfTheDriverAreRefusedWithTheReason() throws SQLException {
        Engine engine = new Engine(folder, pool(transactions, "prepareThreshold=5"));
        engine.write("V1__t.sql", "CREATE TABLE t (id int);");

        assertThat(obstacle(engine)).contains("Add prepareThreshold=0 to slipway.db.url");
        assertThat(engine.status().problems()).singleElement().asString().contains("prepareThreshold=0");
        assertThat(engine.status().upToDate()).isFalse();
    }

    @Test
    void poolingByStatementIsRefusedWithTheReason() throws SQLException {
        try (TestPooler statements = TestPooler.start("statement", 2)) {
            PGSimpleDataSource unpooled = new PGSimpleDataSource();
            unpooled.setUrl(statements.url(database, "prepareThreshold=0"));
            unpooled.setUser(SERVER.user());
            Engine engine = new Engine(folder, unpooled);
            engine.write("V1__t.sql", "-- slipway:check t: SELECT FROM t", "CREATE TABLE t (id int);");

            assertThat(obstacle(engine)).contains("pool_mode=statement");
            assertThat(engine.status().problems()).singleElement().asString().contains("pool_mode=statement");
        }
    }

    @Test
    void withoutAPoolerNothingIsInTheWay() throws SQLException {
        Engine engine = new Engine(folder, SERVER.dataSource(database));

        assertThat(obstacle(engine)).isEmpty();
        assertThat(engine.status().database().pooled()).isFalse();
    }

    private static String obstacle(Engine engine) throws SQLException {
        try (Connection connection = engine.dataSource.getConnection()) {
            return MigrationRunner.obstacle(connection, engine.dataSource)
                    .map(Object::toString)
                    .orElse("");
        }
    }
}
