package org.slipway.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slipway.catalog.ExpectedObjects;
import org.slipway.catalog.ReceiptFunction;

/**
 * Slipway's own tables, in the database they describe.
 *
 * <p>They are made by a run and by nothing else (the first, or the first of a newer Slipway), so that a fresh console works
 * against a database that it has not touched. Making them is one transaction; two nodes that try at once wait for each other
 * on a transaction-level lock.
 */
public final class HistorySchema {
    /** Any fixed number will do; this one is "slipway" on a telephone's keys. */
    private static final long CREATION_LOCK = 7547929L;

    /** Name of the audit trail's table. */
    public static final String AUDIT_EVENT = "audit_event";

    /** Name of the table of steps. */
    public static final String STEP = "step";

    /** Name of the table of what is expected. */
    public static final String OBJECT = "object";

    private final String name;

    public HistorySchema(String name) {
        this.name = name;
    }

    /** The table's name as SQL text, schema included. */
    public String table(String table) {
        return quoted() + "." + table;
    }

    /** The schema's name as SQL text. */
    public String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** How much of the schema there is: a newer Slipway reads what an older one left, before a run adds what is missing. */
    enum Shape {
        NONE,
        /** Without the columns that tell runs of migrations from other changes of the history. */
        WITHOUT_AMENDMENTS,
        CURRENT;

        /** SQL for what the run {@code r} is for. */
        String runKind() {
            return this == CURRENT ? "r.kind" : "'MIGRATE'";
        }

        /** SQL for how the step {@code s} came into the history. */
        String stepOrigin() {
            return this == CURRENT ? "s.origin" : "'RUN'";
        }
    }

    /** Whether runs and steps can be read. */
    public boolean exists(Connection connection) throws SQLException {
        return has(connection, STEP);
    }

    Shape shape(Connection connection) throws SQLException {
        String sql = "SELECT to_regclass(?) IS NOT NULL, (SELECT count(*) FROM pg_attribute WHERE (attrelid, attname)"
                + " IN ((to_regclass(?), 'kind'), (to_regclass(?), 'origin'))) = 2";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table(STEP));
            query.setString(2, table("run"));
            query.setString(3, table(STEP));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return !row.getBoolean(1) ? Shape.NONE : row.getBoolean(2) ? Shape.CURRENT : Shape.WITHOUT_AMENDMENTS;
            }
        }
    }

    /** A schema that an older Slipway made may have some of the tables only. */
    public boolean has(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, table(table));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * Makes what is not there; the connection must be in a transaction, which the caller commits. One round trip when
     * nothing is to be done.
     */
    public void create(Connection connection) throws SQLException {
        List<Part> missing = missing(connection);
        if (missing.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + CREATION_LOCK + ")");
            if (!schemaExists(connection)) {
                statement.execute("CREATE SCHEMA " + quoted());
            }
            for (Part part : missing(connection)) {
                statement.execute(part.sql().get());
            }
        }
    }

    /**
     * What makes the schema as this Slipway needs it, forwards only and in this order, whatever an older one left.
     *
     * @param isThere SQL
     * @param sql made only where it is needed: a run asks each time, and the functions are long
     */
    private record Part(String isThere, Supplier<String> sql) {}

    private List<Part> parts() {
        return List.of(
                new Part(relation(STEP), this::tables),
                new Part(column("run", "kind"), this::kinds),
                new Part(column(STEP, "origin"), this::origins),
                new Part(relation(AUDIT_EVENT), () -> AuditTable.create(quoted())),
                new Part(relation(OBJECT), () -> ObjectTable.create(quoted())),
                new Part(function(ExpectedObjects.signature(quoted())), () -> ExpectedObjects.create(quoted(), name)),
                new Part(ExpectedObjects.known(quoted()), () -> "SELECT " + ExpectedObjects.signature(quoted())),
                new Part(function(ReceiptFunction.signature(quoted())), () -> ReceiptFunction.create(quoted(), name)));
    }

    private String relation(String table) {
        return "to_regclass(" + literal(table(table)) + ") IS NOT NULL";
    }

    private String column(String table, String column) {
        return "EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(" + literal(table(table))
                + ") AND attname = " + literal(column) + ")";
    }

    private static String function(String signature) {
        return "to_regprocedure(" + literal(signature) + ") IS NOT NULL";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private List<Part> missing(Connection connection) throws SQLException {
        List<Part> parts = parts();
        String asked = parts.stream().map(Part::isThere).collect(Collectors.joining(", "));
        List<Part> missing = new ArrayList<>();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT " + asked)) {
            row.next();
            for (int i = 0; i < parts.size(); i++) {
                if (!row.getBoolean(i + 1)) {
                    missing.add(parts.get(i));
                }
            }
        }
        return missing;
    }

    private boolean schemaExists(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regnamespace(?) IS NOT NULL")) {
            query.setString(1, quoted());
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * {@code UNIQUE (id, fence)} makes the fence a key column: only a take-over waits for a step's {@code KEY SHARE}. That
     * lock, taken in the same transaction, also proves that a step's run exists, so a foreign key would only cost time.
     */
    private String tables() {
        return """
                CREATE TABLE SCHEMA.run (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    fence bigint NOT NULL DEFAULT 1,
                    status text NOT NULL
                        CHECK (status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED')),
                    requested_by text NOT NULL,
                    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                    started_at timestamptz,
                    finished_at timestamptz,
                    heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
                    node text NOT NULL,
                    target text,
                    out_of_order boolean NOT NULL,
                    cancel_requested_by text,
                    plan jsonb NOT NULL,
                    progress jsonb,
                    notices jsonb NOT NULL DEFAULT '[]',
                    UNIQUE (id, fence)
                );
                CREATE UNIQUE INDEX run_one_active ON SCHEMA.run ((true)) WHERE status IN ('QUEUED', 'RUNNING');
                CREATE TABLE SCHEMA.step (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    run_id bigint NOT NULL REFERENCES SCHEMA.run,
                    migration_key text NOT NULL,
                    repeatable boolean NOT NULL,
                    version text,
                    description text NOT NULL,
                    script text NOT NULL,
                    checksum integer NOT NULL,
                    step_index integer NOT NULL,
                    first_statement integer NOT NULL,
                    last_statement integer NOT NULL,
                    completes boolean NOT NULL,
                    transactional boolean NOT NULL,
                    status text NOT NULL CHECK (status IN ('STARTED', 'APPLIED', 'FAILED')),
                    applied_by text NOT NULL,
                    started_at timestamptz NOT NULL,
                    finished_at timestamptz,
                    attempts integer NOT NULL,
                    statement_hashes bytea,
                    statements text,
                    receipt jsonb,
                    results jsonb NOT NULL DEFAULT '[]',
                    warnings jsonb NOT NULL DEFAULT '[]',
                    error jsonb
                );
                CREATE INDEX step_of_run ON SCHEMA.step (run_id);
                CREATE UNIQUE INDEX step_applied_once ON SCHEMA.step (migration_key, step_index)
                    WHERE status = 'APPLIED' AND NOT repeatable;
                """.replace("SCHEMA.", quoted() + ".");
    }

    private String kinds() {
        return """
                ALTER TABLE SCHEMA.run ADD kind text NOT NULL DEFAULT 'MIGRATE'
                    CHECK (kind IN ('MIGRATE', 'UNDO', 'ADOPT', 'BASELINE', 'REPAIR'));
                """.replace("SCHEMA.", quoted() + ".");
    }

    /** A step that was taken back is kept, and leaves its place to another. */
    private String origins() {
        return """
                ALTER TABLE SCHEMA.step
                    ADD origin text NOT NULL DEFAULT 'RUN' CHECK (origin IN ('RUN', 'ADOPTED', 'BASELINE', 'MARKED')),
                    ADD undone_by bigint REFERENCES SCHEMA.run,
                    ALTER checksum DROP NOT NULL,
                    DROP CONSTRAINT step_status_check,
                    ADD CONSTRAINT step_status_check CHECK (status IN ('STARTED', 'APPLIED', 'FAILED', 'UNDONE'));
                """.replace("SCHEMA.", quoted() + ".");
    }
}
