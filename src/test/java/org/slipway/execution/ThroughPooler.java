package org.slipway.execution;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.testing.OneConnection;
import org.slipway.testing.TestDatabase;
import org.slipway.testing.TestPooler;

/** An engine behind a PgBouncer. */
abstract class ThroughPooler {
    static final TestDatabase SERVER = TestDatabase.shared();
    static final String ROLE = "slipway_pooler_role";
    static TestPooler transactions;
    static TestPooler oneServerConnection;
    static int count;

    @TempDir
    Path folder;

    String database;

    @BeforeAll
    static void startPoolers() {
        transactions = TestPooler.start("transaction", 3);
        oneServerConnection = TestPooler.start("transaction", 1);
        SERVER.execute(SERVER.url("postgres"), "DROP ROLE IF EXISTS " + ROLE + "; CREATE ROLE " + ROLE + " LOGIN");
    }

    @AfterAll
    static void stopPoolers() {
        for (TestPooler pooler : new TestPooler[] {transactions, oneServerConnection}) {
            if (pooler != null) {
                pooler.close();
            }
        }
    }

    /** A name of its own for each test: a pooler keeps its server connections. */
    @BeforeEach
    void createDatabase() {
        database = "pooler_" + ++count;
        SERVER.createDatabase(database);
    }

    Engine engine(TestPooler pooler) {
        return new Engine(folder, pooled(pooler));
    }

    DataSource pooled(TestPooler pooler) {
        return pool(pooler, "prepareThreshold=0", "ApplicationName=console", "assumeMinServerVersion=14");
    }

    DataSource pool(TestPooler pooler, String... parameters) {
        return new OneConnection(pooler.url(database, parameters), SERVER.user(), SERVER.password()).dataSource();
    }
}
