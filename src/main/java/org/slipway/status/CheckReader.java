package org.slipway.status;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.slipway.catalog.NewSession;
import org.slipway.catalog.RolledBack;
import org.slipway.migration.Check;
import org.slipway.status.CheckResult.Answer;

/**
 * Asks all checks with one round trip, however many they are.
 *
 * <p>A block of PL/pgSQL asks each in a subtransaction of its own, so that one that fails leaves the others alone. Everything
 * runs in a read-only transaction under one time-out. A check is missing if its query ends with an undefined object or its
 * first value is false or null, present otherwise (no row at all is present), unknown for any other error.
 */
final class CheckReader {
    /** Looked up once: the look-up reads every jar of the application. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String ASK = """
            SELECT set_config('slipway.checks', ?, true) IS NULL;
            DO $slipway$
            DECLARE
                answers jsonb := '[]';
                question jsonb;
                found record;
                value text;
                row_number bigint;
                slow text;
            BEGIN
                FOR question IN SELECT * FROM jsonb_array_elements(current_setting('slipway.checks')::jsonb) LOOP
                    IF slow IS NOT NULL THEN
                        answers := answers || jsonb_build_array(
                            jsonb_build_array('UNKNOWN', 'it was not asked, because the check ' || slow || ' took too long'));
                        CONTINUE;
                    END IF;
                    BEGIN
                        EXECUTE question ->> 1 INTO found;
                        GET DIAGNOSTICS row_number = ROW_COUNT;
                        value := 'true';
                        IF row_number > 0 THEN
                            SELECT coalesce(v.value::text, 'null') INTO value
                            FROM json_each(row_to_json(found)) WITH ORDINALITY v (key, value, place) ORDER BY place LIMIT 1;
                        END IF;
                        answers := answers || jsonb_build_array(jsonb_build_array(
                            CASE WHEN value IN ('false', 'null') THEN 'MISSING' ELSE 'PRESENT' END, NULL));
                    EXCEPTION
                        WHEN undefined_table OR undefined_column OR undefined_function OR undefined_object
                            OR invalid_schema_name THEN
                            answers := answers || jsonb_build_array(jsonb_build_array('MISSING', NULL));
                        WHEN query_canceled THEN
                            slow := question ->> 0;
                            answers := answers || jsonb_build_array(
                                jsonb_build_array('UNKNOWN', SQLERRM || ' (SQLSTATE ' || SQLSTATE || ')'));
                        WHEN OTHERS THEN
                            answers := answers || jsonb_build_array(
                                jsonb_build_array('UNKNOWN', SQLERRM || ' (SQLSTATE ' || SQLSTATE || ')'));
                    END;
                END LOOP;
                PERFORM set_config('slipway.checks', answers::text, true);
                -- what was read is not to be told in the receipt of a step that gets this session next
                IF current_setting('server_version_num')::integer >= 150000 THEN
                    PERFORM pg_stat_force_next_flush();
                END IF;
            END $slipway$;
            SELECT current_setting('slipway.checks')
            """;

    private CheckReader() {}

    /** @param connection with autocommit; it is given back so */
    static List<CheckResult> ask(Connection connection, List<Check> checks, Duration timeout) throws SQLException {
        if (checks.isEmpty()) {
            return List.of();
        }
        return RolledBack.on(connection, () -> answers(checks, ask(connection, questions(checks), timeout)));
    }

    private static String questions(List<Check> checks) {
        JsonArrayBuilder questions = JSON.createArrayBuilder();
        checks.forEach(check ->
                questions.add(JSON.createArrayBuilder().add(check.name()).add(check.sql())));
        return questions.build().toString();
    }

    private static String ask(Connection connection, String questions, Duration timeout) throws SQLException {
        String limits = "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = " + timeout.toMillis()
                + "; SET LOCAL lock_timeout = " + timeout.toMillis() + "; " + NewSession.ADOPT + ";";
        try (PreparedStatement query = connection.prepareStatement(limits + ASK)) {
            query.setString(1, questions);
            String last = null;
            for (boolean rows = query.execute(); rows || query.getUpdateCount() != -1; rows = query.getMoreResults()) {
                if (rows) {
                    try (ResultSet row = query.getResultSet()) {
                        row.next();
                        last = row.getString(1);
                    }
                }
            }
            return last;
        }
    }

    private static List<CheckResult> answers(List<Check> checks, String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            List<JsonArray> answers = reader.readArray().getValuesAs(JsonArray.class);
            return IntStream.range(0, checks.size())
                    .mapToObj(i -> new CheckResult(
                            checks.get(i).name(),
                            Answer.valueOf(answers.get(i).getString(0)),
                            answers.get(i).getString(1, null)))
                    .toList();
        }
    }
}
