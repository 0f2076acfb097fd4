package org.slipway.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * SQL that makes Flyway's history table say what Slipway's says.
 *
 * <p>One transaction. Rows that say the same already stay as they are, others go: so it can be run twice, and on a table that
 * Flyway filled before its history was taken over. The row by which Flyway knows that it made the schema is left alone.
 */
final class FlywaySql {
    private static final String COLUMNS = "installed_rank, version, description, type, script, checksum, installed_by,"
            + " installed_on, execution_time, success";

    private FlywaySql() {}

    /** @param of a sentence that says of what and of when, for the file's head */
    static String of(FlywayHistory history, String of) {
        StringBuilder sql = new StringBuilder();
        comment(sql, of);
        comment(
                sql,
                "Run it with psql -X -f, as the role that Flyway uses and with its schema first in search_path."
                        + " Do not let both tools run migrations afterwards.");
        history.remarks().forEach(remark -> comment(sql, remark));
        sql.append("""
                BEGIN;
                SET LOCAL client_encoding = 'UTF8';
                CREATE TABLE IF NOT EXISTS flyway_schema_history (
                    installed_rank integer NOT NULL CONSTRAINT flyway_schema_history_pk PRIMARY KEY,
                    version varchar(50),
                    description varchar(200) NOT NULL,
                    type varchar(20) NOT NULL,
                    script varchar(1000) NOT NULL,
                    checksum integer,
                    installed_by varchar(100) NOT NULL,
                    installed_on timestamp NOT NULL DEFAULT now(),
                    execution_time integer NOT NULL,
                    success boolean NOT NULL
                );
                CREATE INDEX IF NOT EXISTS flyway_schema_history_s_idx ON flyway_schema_history (success);
                LOCK TABLE flyway_schema_history IN SHARE ROW EXCLUSIVE MODE;
                CREATE TEMPORARY TABLE slipway_history (LIKE flyway_schema_history) ON COMMIT DROP;
                """);
        insert(sql, history.rows());
        sql.append("""
                DELETE FROM flyway_schema_history f WHERE type <> 'SCHEMA' AND NOT (success AND EXISTS ({same}));
                INSERT INTO flyway_schema_history ({columns})
                SELECT (SELECT coalesce(max(installed_rank), 0) FROM flyway_schema_history)
                    + row_number() OVER (ORDER BY installed_rank),
                    version, description, type, script, checksum, installed_by, installed_on, execution_time, success
                FROM slipway_history s WHERE NOT EXISTS ({known});
                COMMIT;
                """.replace("{same}", same("slipway_history s"))
                .replace("{known}", same("flyway_schema_history f"))
                .replace("{columns}", COLUMNS));
        return sql.toString();
    }

    /** Names of files and people may hold line ends, behind which a comment would be over. */
    private static void comment(StringBuilder sql, String sentence) {
        sql.append("-- ")
                .append(sentence.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " "))
                .append('\n');
    }

    private static String same(String other) {
        return "SELECT FROM " + other + " WHERE (s.version, s.description, s.script, s.checksum)"
                + " IS NOT DISTINCT FROM (f.version, f.description, f.script, f.checksum)"
                + " AND (s.type = 'BASELINE') = (f.type = 'BASELINE')";
    }

    private static void insert(StringBuilder sql, List<FlywayRow> rows) {
        if (!rows.isEmpty()) {
            sql.append("INSERT INTO slipway_history (" + COLUMNS + ") VALUES\n")
                    .append(IntStream.range(0, rows.size())
                            .mapToObj(place -> values(place + 1, rows.get(place)))
                            .collect(Collectors.joining(",\n")))
                    .append(";\n");
        }
    }

    private static String values(int rank, FlywayRow row) {
        return "(" + rank + ", " + literal(row.version()) + ", " + literal(row.description()) + ", "
                + literal(row.type().name()) + ", " + literal(row.script()) + ", " + row.checksum() + ", "
                + literal(row.installedBy()) + ", timestamptz "
                + literal(row.installedOn().toString()) + ", "
                + row.executionMillis() + ", true)";
    }

    /** Means the same whatever standard_conforming_strings is. */
    private static String literal(String text) {
        if (text == null) {
            return "NULL";
        }
        String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.contains("\\") ? "E" + quoted : quoted;
    }
}
