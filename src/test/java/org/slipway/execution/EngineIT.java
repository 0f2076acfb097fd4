package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.history.StepError;

class EngineIT {
    @TempDir
    Path folder;

    private Engine engine;

    @BeforeEach
    void start() {
        engine = new Engine(folder, "engine");
    }

    @Test
    void whatARunDidIsToldInSentencesAndKeptInHistory() throws SQLException {
        engine.write(
                "V1__customer.sql",
                "CREATE TABLE customer (id int PRIMARY KEY, name text);",
                "CREATE INDEX customer_name_idx ON customer (name);",
                "INSERT INTO customer VALUES (1, 'Ada');",
                "INSERT INTO customer VALUES (2, 'Bob');");
        engine.write(
                "V2__mood.sql", "CREATE TYPE mood AS ENUM ('good', 'bad');", "ALTER TABLE customer ADD mood mood;");
        engine.write(
                "V3__more.sql", "SELECT count(*) FROM customer;", "UPDATE customer SET mood = 'good' WHERE id = 1;");
        engine.write(
                "R__names.sql",
                "CREATE OR REPLACE FUNCTION names() RETURNS bigint",
                "BEGIN ATOMIC",
                "  SELECT count(*) FROM customer;",
                "END;");

        Run run = engine.run();

        assertThat(engine.comparable(Engine.all(run)))
                .isEqualTo(engine.comparable(List.of(
                        "V1 created table customer, index customer_name_idx",
                        "V1 wrote rows of customer (2 inserted)",
                        "V2 created enum mood",
                        "V2 added column mood of customer",
                        "V2 held ACCESS EXCLUSIVE on customer for a while; no rewrite",
                        "V3 wrote rows of customer (1 updated)",
                        "R names created function names()")));
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 APPLIED", "R names APPLIED");
        assertThat(engine.status().upToDate()).isTrue();
        assertThat(engine.plan(RunOptions.DEFAULT).steps()).isEmpty();
    }

    @Test
    void aFailingStepRollsBackAloneAndTheNextRunGoesOnWithIt() throws SQLException {
        engine.write("V1__a.sql", "CREATE TABLE a (id int);");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);", "", "INSERT INTO b", "  VALUES ('not a number');");
        engine.write("V3__c.sql", "CREATE TABLE c (id int);");

        Run run = engine.run();

        StepError error = run.errors().get(0);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(error.sqlState()).isEqualTo("22P02");
        assertThat(error.script()).isEqualTo("V2__b.sql");
        assertThat(error.line()).isEqualTo(4);
        assertThat(error.column()).isEqualTo(11);
        assertThat(error.statement().substring(error.mark())).startsWith("'not a number'");
        assertThat(error.rolledBack()).isTrue();
        assertThat(run.steps())
                .extracting(step -> step.label() + " " + step.status())
                .containsExactly("V1 APPLIED", "V2 FAILED", "V3 NOT_RUN");
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 FAILED", "V3 PENDING");
        assertThat(engine.query("SELECT to_regclass('b')")).containsExactly((String) null);

        engine.write("V2__b.sql", "CREATE TABLE b (id int);", "INSERT INTO b VALUES (7);");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.states()).containsExactly("V1 APPLIED", "V2 APPLIED", "V3 APPLIED");
        assertThat(engine.query("SELECT migration_key FROM slipway.step WHERE status = 'APPLIED' ORDER BY id"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void anErrorInABatchIsFoundAtItsOwnStatement() throws SQLException {
        String[] lines = new String[1201];
        lines[0] = "CREATE TABLE n (id int PRIMARY KEY);";
        for (int i = 1; i <= 1200; i++) {
            lines[i] = "INSERT INTO n VALUES (" + (i == 777 ? 5 : i) + ");";
        }
        engine.write("V1__n.sql", lines);

        StepError error = engine.run().errors().get(0);

        assertThat(error.sqlState()).isEqualTo("23505");
        assertThat(error.line()).isEqualTo(778);
        assertThat(error.statement()).isEqualTo("INSERT INTO n VALUES (5);");
        assertThat(engine.query("SELECT to_regclass('n')")).containsExactly((String) null);
    }

    @Test
    void rowsReturnedByBatchedStatementsDoNoHarm() throws SQLException {
        engine.write(
                "V1__n.sql",
                "CREATE TABLE n (id int);",
                "INSERT INTO n VALUES (1) RETURNING id;",
                "INSERT INTO n VALUES (2) RETURNING id;",
                "UPDATE n SET id = id + 1 RETURNING id;");

        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT sum(id) FROM n")).containsExactly("5");
    }

    @Test
    void whatExistsAlreadyIsAWarningAndTheRestRuns() throws SQLException {
        engine.execute("CREATE TABLE customer (id int)");
        engine.write(
                "V1__customer.sql",
                "CREATE TABLE customer (id int, name text);",
                "ALTER TABLE customer ADD COLUMN mail text;",
                "CREATE TABLE IF NOT EXISTS customer (id int);");

        Run run = engine.run();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.warnings())
                .containsExactly(
                        "V1, line 1: relation \"customer\" already exists (SQLSTATE 42P07); the statement was passed over."
                                + " The existing object was not compared with the one that the migration wants",
                        "V1, line 3: NOTICE: relation \"customer\" already exists, skipping."
                                + " The existing object was not compared with the one that the migration wants");
        assertThat(engine.comparable(run.results()))
                .containsExactly(
                        "V1 ran 2 of 3 statements; the others were passed over, because what they make is there",
                        "V1 added column mail of customer",
                        "V1 held ACCESS EXCLUSIVE on customer for a while; no rewrite");
    }

    @Test
    void aStatementThatPostgresRefusesInATransactionDividesTheMigration() throws SQLException {
        engine.write(
                "V1__idx.sql",
                "CREATE TABLE t (id int);",
                "CREATE INDEX CONCURRENTLY t_idx ON t (id);",
                "CREATE TABLE u (id int);",
                "VACUUM t;");

        Run run = engine.run();

        assertThat(Engine.all(run))
                .containsExactly(
                        "V1 created table t",
                        "V1 was divided at line 2, because PostgreSQL said: CREATE INDEX CONCURRENTLY cannot run inside a"
                                + " transaction block (SQLSTATE 25001). This statement runs outside a transaction",
                        "V1 ran CREATE INDEX CONCURRENTLY t_idx ON t (id);",
                        "V1 created index t_idx",
                        "V1 created table u",
                        "V1 was divided at line 4, because PostgreSQL said: VACUUM cannot run inside a transaction block"
                                + " (SQLSTATE 25001). This statement runs outside a transaction",
                        "V1 ran VACUUM t;");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.steps())
                .extracting(step -> step.index() + " " + step.transactional() + " " + step.status())
                .containsExactly("1 true APPLIED", "2 false APPLIED", "3 true APPLIED", "4 false APPLIED");
        assertThat(engine.states()).containsExactly("V1 APPLIED");
    }

    @Test
    void aNewEnumValueIsCommittedBeforeItIsUsed() throws SQLException {
        engine.write("V1__mood.sql", "CREATE TYPE mood AS ENUM ('good');", "CREATE TABLE m (mood mood);");
        engine.run();
        engine.write("V2__use.sql", "ALTER TYPE mood ADD VALUE 'bad';", "INSERT INTO m VALUES ('bad');");

        Run run = engine.run();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.steps()).hasSize(2);
        assertThat(engine.query("SELECT mood FROM m")).containsExactly("bad");
    }

    @Test
    void aRunGoesOnInTheMiddleOfADividedMigration() throws SQLException {
        engine.write(
                "V1__x.sql", "CREATE TABLE x (id int);", "VACUUM x;", "INSERT INTO x VALUES (1);", "SELECT 1 / 0;");
        assertThat(engine.run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(engine.states()).containsExactly("V1 FAILED");

        engine.write("V1__x.sql", "CREATE TABLE x (id bigint);", "VACUUM x;", "INSERT INTO x VALUES (2);");
        assertThat(engine.problems())
                .containsExactly(
                        "V1__x.sql: The part that is already applied (up to statement 2) was edited since. Restore the text"
                                + " that was applied");

        engine.write("V1__x.sql", "CREATE TABLE x (id int);", "VACUUM x;", "INSERT INTO x VALUES (2);");
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT id FROM x")).containsExactly("2");
        assertThat(engine.states()).containsExactly("V1 APPLIED");
    }

    @Test
    void whatAMigrationSetsInTheSessionDoesNotLeak() throws SQLException {
        engine.write(
                "V1__set.sql",
                "CREATE SCHEMA other;",
                "SET search_path = other;",
                "SET statement_timeout = '1h';",
                "CREATE TABLE here (id int);",
                "CREATE TEMP TABLE leftover (id int);");
        engine.write("V2__plain.sql", "CREATE TABLE there (id int);");

        assertThat(Engine.all(engine.run()))
                .containsExactly("V1 created schema other, table other.here", "V2 created table there");
    }

    @Test
    void deferredConstraintsFailWithTheirDetailsBeforeTheCommit() throws SQLException {
        engine.write(
                "V1__p.sql",
                "CREATE TABLE p (id int PRIMARY KEY);",
                "CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);",
                "INSERT INTO c VALUES (1);");

        StepError error = engine.run().errors().get(0);

        assertThat(error.sqlState()).isEqualTo("23503");
        assertThat(error.detail()).contains("(p)=(1)");
        assertThat(error.rolledBack()).isTrue();
    }

    @Test
    void copyDataIsStreamedIntoItsTable() throws SQLException {
        engine.write(
                "V1__copy.sql",
                "CREATE TABLE t (a int, b text);",
                "COPY t (a, b) FROM stdin;",
                "1\tone",
                "2\t\\N",
                "\\.",
                "SELECT 1;");

        assertThat(engine.comparable(engine.run().results()))
                .isEqualTo(engine.comparable(List.of("V1 created table t", "V1 wrote rows of t (2 inserted)")));
        assertThat(engine.query("SELECT count(*) FROM t WHERE b IS NULL")).containsExactly("1");
    }
}
