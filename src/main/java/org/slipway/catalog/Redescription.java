package org.slipway.catalog;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks PostgreSQL whether two definitions of an object mean the same, though their words differ: another version prints an
 * expression otherwise, and so does the same one after a dump was restored.
 *
 * <p>Both are built as temporary objects, which have to be described alike, in subtransactions that are rolled back at once.
 * All questions take one round trip. Nothing is executed that could have an effect: tables are empty, defaults and
 * functions are only parsed.
 */
public final class Redescription {
    /** So that one comparison does not take long; the next one asks the next ones. */
    private static final int MOST = 300;

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String ASK = """
            DO $slipway$
            DECLARE
                answers jsonb := '[]';
                question jsonb;
                side jsonb;
                command text;
                said text;
                texts text[];
            BEGIN
                FOR question IN SELECT * FROM jsonb_array_elements(current_setting('slipway.questions')::jsonb) LOOP
                    texts := '{}';
                    FOR side IN SELECT * FROM jsonb_array_elements(question) LOOP
                        said := NULL;
                        BEGIN
                            FOR command IN SELECT * FROM jsonb_array_elements_text(side -> 'build') LOOP
                                EXECUTE command;
                            END LOOP;
                            EXECUTE side ->> 'describe' INTO said;
                            RAISE EXCEPTION USING ERRCODE = 'SL001';
                        EXCEPTION
                            WHEN SQLSTATE 'SL001' THEN NULL;
                            WHEN OTHERS THEN said := NULL;
                        END;
                        texts := texts || said;
                    END LOOP;
                    answers := answers || coalesce(to_jsonb(texts[1] = texts[2]), 'null'::jsonb);
                END LOOP;
                PERFORM set_config('slipway.questions', answers::text, true);
            END $slipway$""";

    private Redescription() {}

    /** Two definitions of one object. @param relation that it is a part of, or null */
    public record Question(String kind, String identity, String relation, String one, String other) {}

    /**
     * True or false by the question's place; nothing for those that PostgreSQL could not answer, because the object can't be
     * temporary, or the role may not make temporary ones, or the transaction is read-only.
     *
     * @param connection with autocommit; it is given back so
     */
    public static Map<Integer, Boolean> ask(Connection connection, List<Question> questions, Duration timeout)
            throws SQLException {
        Map<Integer, Boolean> answers = new HashMap<>();
        Map<Integer, JsonArray> open = new HashMap<>();
        for (int i = 0; i < questions.size() && open.size() < MOST; i++) {
            Question question = questions.get(i);
            Optional<TemporaryObject> one = TemporaryObject.of(question, question.one());
            Optional<TemporaryObject> other = TemporaryObject.of(question, question.other());
            if (one.isPresent() && other.isPresent()) {
                if (one.get().outside().equals(other.get().outside())) {
                    open.put(i, sides(one.get(), other.get()));
                } else {
                    answers.put(i, false);
                }
            }
        }
        if (!open.isEmpty()) {
            answers.putAll(askOpen(connection, open, timeout));
        }
        return answers;
    }

    private static JsonArray sides(TemporaryObject one, TemporaryObject other) {
        return JSON.createArrayBuilder().add(side(one)).add(side(other)).build();
    }

    private static JsonObjectBuilder side(TemporaryObject object) {
        JsonArrayBuilder build = JSON.createArrayBuilder();
        object.build().forEach(build::add);
        return JSON.createObjectBuilder().add("build", build).add("describe", object.describe());
    }

    /** A server that takes too long, or that may not be written to, answers none of them. */
    private static Map<Integer, Boolean> askOpen(Connection connection, Map<Integer, JsonArray> open, Duration timeout)
            throws SQLException {
        List<Integer> places = List.copyOf(open.keySet());
        JsonArrayBuilder questions = JSON.createArrayBuilder();
        places.forEach(place -> questions.add(open.get(place)));
        return RolledBack.on(connection, () -> {
            try {
                return answers(places, ask(connection, questions.build().toString(), timeout));
            } catch (SQLException e) {
                if (connection.isClosed() || !connection.isValid(0)) {
                    throw e;
                }
                return Map.of();
            }
        });
    }

    private static String ask(Connection connection, String questions, Duration timeout) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement question =
                        connection.prepareStatement("SELECT set_config('slipway.questions', ?, true) IS NULL")) {
            statement.execute("SET LOCAL client_min_messages = error; SET LOCAL lock_timeout = 100; "
                    + ObjectSql.settings(timeout));
            question.setString(1, questions);
            question.execute();
            statement.execute(ASK);
            try (ResultSet row = statement.executeQuery("SELECT current_setting('slipway.questions')")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static Map<Integer, Boolean> answers(List<Integer> places, String json) {
        Map<Integer, Boolean> answers = new HashMap<>();
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonArray array = reader.readArray();
            for (int i = 0; i < places.size(); i++) {
                JsonValue answer = array.get(i);
                if (answer != JsonValue.NULL) {
                    answers.put(places.get(i), answer == JsonValue.TRUE);
                }
            }
        }
        return answers;
    }
}
