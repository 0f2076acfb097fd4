package org.slipway.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slipway.catalog.ObjectSql;
import org.slipway.configuration.DriftSettings;
import org.slipway.configuration.SettingValues;
import org.slipway.history.HistorySchema;
import org.slipway.status.DriftMemory;
import org.slipway.status.DriftQuery;
import org.slipway.status.DriftReader;
import org.slipway.status.SchemaDrift;
import org.slipway.testing.RecordedObjects;
import org.slipway.testing.TestDatabase;

/**
 * How long it takes to compare a schema of many objects with what is expected, in one query.
 *
 * <p>{@code DriftBench [tables] [rounds]}: each table brings 20 objects, of which 12 are columns; 500 tables are 10,000.
 */
public final class DriftBench {
    private static final String TABLE = """
            CREATE TABLE shop.t%1$d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,
                state text DEFAULT 'open' CHECK (state IN ('open', 'closed')), price numeric(10, 2) DEFAULT 0 CHECK (price >= 0),
                parent bigint REFERENCES shop.t%1$d, a integer, b date, c timestamptz DEFAULT now(), d jsonb, e boolean,
                f varchar(20), g text);
            CREATE INDEX ON shop.t%1$d (name);
            CREATE INDEX ON shop.t%1$d (lower(name)) WHERE state = 'open';
            CREATE VIEW shop.v%1$d AS SELECT id, upper(name) AS name, price FROM shop.t%1$d WHERE state = 'open';""";

    private DriftBench() {}

    public static void main(String[] arguments) throws Exception {
        int tables = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        TestDatabase server = TestDatabase.shared();
        server.execute(server.createDatabase("drift_bench"), "CREATE SCHEMA shop");
        DataSource database = server.dataSource("drift_bench");
        fill(database, tables);
        RecordedObjects.record(database);
        DriftReader reader = new DriftReader(
                database,
                SettingValues.of(Map.of("slipway.check-timeout", "1min")).execution(),
                new DriftSettings(List.of()),
                new DriftMemory());
        for (int round = 1; round <= rounds; round++) {
            report("nothing drifted", reader);
        }
        server.execute(server.url("drift_bench"), "ALTER TABLE shop.t1 ADD found text; DROP VIEW shop.v1");
        report("two objects drifted", reader);
        System.out.println("the query alone: " + query(database).toMillis() + " ms");
        System.exit(0);
    }

    private static void fill(DataSource database, int tables) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= tables; i++) {
                statement.execute(TABLE.formatted(i));
            }
        }
    }

    private static void report(String what, DriftReader reader) {
        SchemaDrift.Compared compared = (SchemaDrift.Compared) reader.now();
        System.out.println(what + ": " + compared.objects() + " objects, "
                + compared.drifts().size() + " differ, " + compared.took().toMillis() + " ms");
    }

    private static Duration query(DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(ObjectSql.settings(Duration.ofMinutes(1)));
            long begin = System.nanoTime();
            try (ResultSet rows =
                    statement.executeQuery(DriftQuery.differences(new HistorySchema("slipway"), "slipway"))) {
                while (rows.next()) {
                    rows.getString("identity");
                }
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
