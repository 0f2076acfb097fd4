package org.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.TestDatabase;

class ObjectSqlIT {
    private static final String DATABASE = "object_sql";

    private Connection connection;

    @BeforeAll
    static void createObjects() throws IOException {
        TestDatabase server = TestDatabase.shared();
        server.execute(
                server.createDatabase(DATABASE) + "?preferQueryMode=simple", Descriptions.resource("objects.sql"));
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = TestDatabase.shared().dataSource(DATABASE).getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.rollback();
        connection.close();
    }

    /** PostgreSQL 16 leaves qualifications out of views; nothing else differs from 14 to 18. */
    @Test
    void describesEachObjectAsAPersonWouldWriteItInEveryVersion() throws Exception {
        Map<String, String> expected = Descriptions.parse(Descriptions.resource("objects.txt"));
        if (connection.getMetaData().getDatabaseMajorVersion() < 16) {
            expected.putAll(Descriptions.parse(Descriptions.resource("objects-before-16.txt")));
        }
        assertThat(Descriptions.text(Descriptions.of(connection))).isEqualTo(Descriptions.text(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = yard, pg_temp, pg_catalog",
                "SET quote_all_identifiers = on",
                "SET standard_conforming_strings = off",
                "SET DateStyle = 'ISO, YMD'",
                "SET IntervalStyle = 'iso_8601'",
                "SET TimeZone = 'Pacific/Auckland'",
                "SET extra_float_digits = -3",
                "SET bytea_output = 'escape'",
            })
    void theSessionsSettingsDoNotShow(String setting) throws SQLException {
        Map<String, String> before = Descriptions.of(connection);
        connection.rollback();
        execute(setting);
        assertThat(Descriptions.of(connection)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM FULL yard.customer",
                "REINDEX TABLE yard.customer",
                "CLUSTER yard.customer USING customer_mail",
                "ANALYZE yard.customer",
                "ALTER TABLE yard.customer OWNER TO pg_monitor",
                "GRANT SELECT ON yard.customer TO PUBLIC",
                "COMMENT ON COLUMN yard.customer.name IS 'changed'",
                "SELECT nextval('yard.ticket')",
                "ALTER TABLE yard.customer SET (autovacuum_vacuum_scale_factor = 0.01)",
                "ALTER TABLE yard.customer ALTER name SET STATISTICS 500",
                "CREATE TEMP TABLE elsewhere (a integer)",
            })
    void whatOpsDoDoesNotShow(String statement) throws SQLException {
        Map<String, String> before = Descriptions.of(connection);
        connection.rollback();
        connection.setAutoCommit(true);
        execute(statement);
        connection.setAutoCommit(false);
        assertThat(Descriptions.of(connection)).isEqualTo(before);
    }

    @Test
    void objectsOfASchemaOfSlipwaysOwnAreLeftOut() throws SQLException {
        Map<String, String> objects = Descriptions.of(connection, ObjectSql.all("yard"));
        assertThat(objects.keySet()).noneMatch(name -> name.contains("yard")).contains("schema public");
    }

    @Test
    void aFilterRestrictsToWhatItSays() throws SQLException {
        String select = ObjectSql.COLUMN.select("slipway", "r.relname = 'child'");
        assertThat(Descriptions.of(connection, select))
                .isEqualTo(Map.of(
                        "column yard.child.a", "a integer",
                        "column yard.child.b", "b text",
                        "column yard.child.c", "c integer"));
    }

    /** What was done elsewhere to other parts of the same table stays as it was recorded. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE yard.customer ALTER price SET DEFAULT 7                | column yard.customer.price
            ALTER TABLE yard.customer ALTER price DROP DEFAULT                 | column yard.customer.price
            ALTER TABLE yard.customer ALTER number SET INCREMENT BY 3          | column yard.customer.number
            ALTER TABLE yard.customer VALIDATE CONSTRAINT "Price is right"     | constraint "Price is right" ON yard.customer
            ALTER TABLE yard.parent DROP CONSTRAINT parent_a_check             | table yard.child,table yard.parent
            ALTER TABLE yard.customer ENABLE TRIGGER note                      | trigger note ON yard.customer
            ALTER TYPE yard.state RENAME VALUE 'open' TO 'new'                 | enum yard.state
            ALTER DOMAIN yard.email DROP DEFAULT                               | domain yard.email
            ALTER DOMAIN yard.email ADD CHECK (VALUE <> '')                    | domain yard.email
            ALTER TYPE yard.address DROP ATTRIBUTE number                      | type yard.address
            ALTER SEQUENCE yard.ticket INCREMENT BY 5                          | sequence yard.ticket
            ALTER VIEW yard.one_table SET (security_barrier = true)            | view yard.one_table
            CREATE OR REPLACE VIEW yard.one_table AS SELECT 1::bigint AS id, ''::text AS name, 2::bigint AS same_grade | view yard.one_table
            ALTER POLICY own ON yard.customer USING (false)                    | policy own ON yard.customer
            ALTER TABLE yard.child ADD d integer                               | column yard.child.d,table yard.child
            """)
    void theRowsOfATransactionTellWhatItTouched(String statement, String touched) throws SQLException {
        execute(statement);
        String ours = Arrays.stream(ObjectSql.values())
                .map(objects ->
                        objects.select("slipway", objects.anyRow(row -> row + ".xmin = pg_current_xact_id()::xid")))
                .collect(Collectors.joining("\nUNION ALL\n"));
        assertThat(Descriptions.of(connection, ours).keySet()).isEqualTo(Set.of(touched.split(",(?=\\w)")));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
