package org.slipway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slipway.catalog.Descriptions;
import org.slipway.configuration.DriftSettings;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.configuration.SettingValues;
import org.slipway.history.HistorySchema;
import org.slipway.testing.RecordedObjects;
import org.slipway.testing.TestDatabase;

class DriftIT {
    private static final String DATABASE = "drift";
    private static final ExecutionSettings SETTINGS = SettingValues.of(Map.of()).execution();

    private final DataSource database = TestDatabase.shared().dataSource(DATABASE);
    private final DriftMemory memory = new DriftMemory();

    @BeforeAll
    static void createObjects() throws Exception {
        TestDatabase server = TestDatabase.shared();
        server.execute(
                server.createDatabase(DATABASE) + "?preferQueryMode=simple", Descriptions.resource("objects.sql"));
        RecordedObjects.record(server.dataSource(DATABASE));
        server.execute(server.url(DATABASE), "CREATE TABLE slipway.recorded AS SELECT * FROM slipway.object");
    }

    @BeforeEach
    void expectWhatThereIs() throws SQLException {
        execute("TRUNCATE slipway.object; INSERT INTO slipway.object SELECT * FROM slipway.recorded");
    }

    @Test
    void beforeTheFirstRunThereIsNothingToCompareWith() throws SQLException {
        execute("ALTER TABLE slipway.object RENAME TO elsewhere");
        assertThat(reader().now()).isEqualTo(new SchemaDrift.NotRecorded());
        execute("ALTER TABLE slipway.elsewhere RENAME TO object");
    }

    @Test
    void aSchemaThatIsAsItWasLeftHasNotDrifted() {
        SchemaDrift.Compared compared = compared();
        assertThat(compared.drifts()).isEmpty();
        assertThat(compared.objects()).isGreaterThan(70);
        assertThat(compared.alike() + compared.ignored()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DROP INDEX yard.customer_name                      | MISSING index yard.customer_name
            ALTER TABLE yard.customer ALTER price SET DEFAULT 7 | CHANGED column yard.customer.price
            ALTER TABLE yard.customer ALTER name DROP NOT NULL | CHANGED column yard.customer.name
            ALTER TABLE yard.customer ADD found text           | UNEXPECTED column yard.customer.found
            CREATE TABLE yard.night_shift (id integer PRIMARY KEY) | UNEXPECTED table yard.night_shift
            DROP TABLE yard.event CASCADE | MISSING partitioned table yard.event,MISSING table yard.event_2024,MISSING table yard.event_rest,MISSING view yard.open_customer
            ALTER VIEW yard.open_customer SET (security_barrier = false) | CHANGED view yard.open_customer
            ALTER TABLE yard.customer DISABLE TRIGGER stamp    | CHANGED trigger stamp ON yard.customer
            ALTER TABLE yard.customer DISABLE ROW LEVEL SECURITY | CHANGED table yard.customer
            CREATE OR REPLACE FUNCTION yard.twice(amount numeric, times integer DEFAULT 3) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT amount * times $$ | CHANGED function yard.twice(numeric\\, integer)
            CREATE OR REPLACE FUNCTION yard.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$ | CHANGED function yard.stamp()
            """)
    void whatSomebodyDidByHandIsToldObjectByObject(String statement, String expected) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement work = connection.createStatement()) {
                work.execute(statement);
            }
            assertThat(differences(connection))
                    .containsExactlyInAnyOrder(expected.split("(?<!\\\\),"))
                    .isNotEmpty();
            connection.rollback();
        }
    }

    @Test
    void theColumnsOfAnUnexpectedTableAreItsParts() throws SQLException {
        execute("CREATE TABLE yard.night_shift (id integer PRIMARY KEY, name text)");
        try {
            ObjectDrift drift = compared().drifts().get(0);
            assertThat(drift.name()).isEqualTo("table yard.night_shift");
            assertThat(drift.parts())
                    .extracting(ObjectDrift::name)
                    .containsExactly(
                            "column yard.night_shift.id",
                            "column yard.night_shift.name",
                            "constraint night_shift_pkey ON yard.night_shift");
        } finally {
            execute("DROP TABLE yard.night_shift");
        }
    }

    /** What 14 wrote down is compared by 18, and the other way round. */
    @Test
    void aDefinitionThatAnotherVersionDescribedIsNoDrift() throws Exception {
        Map<String, String> other = Descriptions.parse(Descriptions.resource("objects-before-16.txt"));
        Map<String, String> newer = Descriptions.parse(Descriptions.resource("objects.txt"));
        if (version() < 16) {
            other.replaceAll((name, definition) -> newer.get(name));
        }
        assertThat(other).isNotEmpty();
        for (Map.Entry<String, String> entry : other.entrySet()) {
            expect(entry.getKey(), entry.getValue());
        }
        assertThat(compared().drifts()).isEmpty();
        assertThat(compared().alike()).isEqualTo(other.size());
    }

    /** A dump is parsed again, and what is parsed again is printed otherwise; each line is what a restore makes of ours. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            constraint customer_grade_check ON yard.customer | CONSTRAINT customer_grade_check CHECK (grade::text = ANY (ARRAY['a'::character varying::text, 'b'::character varying::text, 'c'::character varying::text]))
            constraint customer_born_check ON yard.customer | CONSTRAINT customer_born_check CHECK ((born > date '1900-01-31'))
            column yard.customer.price | price decimal(10,2) DEFAULT (0)
            column yard.customer.doubled | doubled numeric GENERATED ALWAYS AS (((yard.twice(price, 2)) + 1)) STORED
            index yard.customer_name | CREATE INDEX customer_name ON yard.customer USING btree (lower(name) DESC NULLS LAST, grade COLLATE "C") INCLUDE (price) WHERE state <> 'closed'
            trigger stamp ON yard.customer | CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF name, grade ON yard.customer FOR EACH ROW WHEN (((new.price > (0)::numeric) AND (new.since >= '2024-01-01 00:00:00+00'))) EXECUTE FUNCTION yard.stamp('x')
            policy everybody ON yard.customer | CREATE POLICY everybody ON yard.customer FOR ALL USING ((true))
            domain yard.email | CREATE DOMAIN yard.email AS text COLLATE "C" DEFAULT 'nobody@example.com' NOT NULL CONSTRAINT email_has_at CHECK ((VALUE LIKE '%@%')) CONSTRAINT email_is_short CHECK ((length(VALUE) < 200))
            function yard.twice(integer) | CREATE OR REPLACE FUNCTION yard.twice(amount integer) RETURNS integer LANGUAGE sql STABLE BEGIN ATOMIC SELECT amount * 2; END
            """)
    void theSameInOtherWordsIsNoDrift(String name, String words) throws SQLException {
        expect(name, words);
        assertThat(compared().drifts()).isEmpty();
        assertThat(compared().alike()).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            constraint customer_grade_check ON yard.customer | CONSTRAINT customer_grade_check CHECK (grade::text = ANY (ARRAY['a'::text, 'b'::text]))
            column yard.customer.price | price numeric(10,2) DEFAULT 1
            index yard.customer_mail | CREATE UNIQUE INDEX customer_mail ON yard.customer USING btree (mail, since)
            index yard.customer_trigram | CREATE UNIQUE INDEX customer_trigram ON yard.customer USING btree (name)
            trigger note ON yard.customer | CREATE CONSTRAINT TRIGGER note AFTER DELETE ON yard.customer DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION yard.note()
            view yard.open_customer | CREATE VIEW yard.open_customer AS SELECT 1
            """)
    void anotherMeaningIsDrift(String name, String words) throws SQLException {
        expect(name, words);
        assertThat(compared().drifts()).extracting(ObjectDrift::name).containsExactly(name);
    }

    /** Neither the objects nor anything else stays. */
    @Test
    void askingPostgresqlLeavesNothingBehind() throws SQLException {
        expect("column yard.customer.price", "price decimal(10,2) DEFAULT (0)");
        compared();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM pg_class WHERE relname LIKE 'slipway_%'")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "yard.night*, 0",
        "table yard.night*, 0",
        "*.night_shift, 0",
        "view yard.night*, 1",
        "night*, 1",
        "yard.night, 1",
    })
    void whatAPatternNamesIsIgnoredWithItsParts(String pattern, int left) throws SQLException {
        execute("CREATE TABLE yard.night_shift (id integer PRIMARY KEY, name text)");
        try {
            SchemaDrift.Compared compared =
                    (SchemaDrift.Compared) reader(pattern).now();
            assertThat(compared.drifts()).hasSize(left);
            assertThat(compared.ignored()).isEqualTo(1 - left);
        } finally {
            execute("DROP TABLE yard.night_shift");
        }
    }

    @Test
    void aRoleThatMayOnlyReadCanCompare() throws SQLException {
        execute("DROP ROLE IF EXISTS drift_reader");
        execute("CREATE ROLE drift_reader LOGIN PASSWORD 'x'");
        execute("GRANT USAGE ON SCHEMA slipway TO drift_reader");
        execute("GRANT SELECT ON ALL TABLES IN SCHEMA slipway TO drift_reader");
        expect("column yard.customer.price", "price decimal(10,2) DEFAULT 5");
        PGSimpleDataSource readOnly = new PGSimpleDataSource();
        readOnly.setUrl(TestDatabase.shared().url(DATABASE) + "?options=-c%20default_transaction_read_only=on");
        readOnly.setUser("drift_reader");
        readOnly.setPassword("x");
        try {
            DriftReader reader = new DriftReader(readOnly, SETTINGS, new DriftSettings(List.of()), memory);
            assertThat(reader.now().differences())
                    .extracting(ObjectDrift::name)
                    .containsExactly("column yard.customer.price");
        } finally {
            execute("DROP OWNED BY drift_reader");
            execute("DROP ROLE drift_reader");
        }
    }

    @Test
    void aComparisonThatFailsIsToldAsUnknown() throws SQLException {
        execute("ALTER TABLE slipway.object RENAME definition TO other");
        String failure = reader().now().failure();
        execute("ALTER TABLE slipway.object RENAME other TO definition");
        assertThat(failure).startsWith("The live schema can't be compared: ERROR: column e.definition");
    }

    @Test
    void theLastComparisonIsKeptUntilARunHasEnded() throws SQLException {
        DriftReader reader = reader();
        assertThat(reader.last(1L).differences()).isEmpty();
        execute("CREATE TABLE yard.night_shift (id integer)");
        try {
            assertThat(reader.last(1L).differences()).isEmpty();
            assertThat(reader.last(2L).differences()).hasSize(1);
        } finally {
            execute("DROP TABLE yard.night_shift");
        }
    }

    private DriftReader reader(String... ignored) {
        return new DriftReader(database, SETTINGS, new DriftSettings(List.of(ignored)), memory);
    }

    private SchemaDrift.Compared compared() {
        return (SchemaDrift.Compared) reader().now();
    }

    private List<String> differences(Connection connection) throws SQLException {
        return DriftQuery.read(connection, new HistorySchema("slipway"), "slipway", SETTINGS.checkTimeout())
                .drifts()
                .stream()
                .map(drift -> drift.difference() + " " + drift.name().replace(",", "\\,"))
                .toList();
    }

    private void expect(String name, String definition) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE slipway.object SET definition = ? WHERE kind || ' ' || identity = ?")) {
            update.setString(1, definition);
            update.setString(2, name);
            assertThat(update.executeUpdate()).as(name).isOne();
        }
    }

    private int version() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
