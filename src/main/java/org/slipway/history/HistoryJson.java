package org.slipway.history;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;

/** How plans, progress, errors and sentences are kept in {@code jsonb} columns. */
final class HistoryJson {
    /** Looked up once: the look-up reads every jar of the application. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private HistoryJson() {}

    static String sentences(List<String> sentences) {
        return JSON.createArrayBuilder(sentences).build().toString();
    }

    static List<String> sentences(String json) {
        return array(json).getValuesAs(JsonString::getString);
    }

    static String plan(List<PlannedStep> steps) {
        JsonArrayBuilder plan = JSON.createArrayBuilder();
        steps.forEach(step -> plan.add(planned(step)));
        return plan.build().toString();
    }

    private static JsonObjectBuilder planned(PlannedStep step) {
        JsonObjectBuilder object = JSON.createObjectBuilder()
                .add("key", step.migrationKey())
                .add("label", step.label())
                .add("description", step.description())
                .add("script", step.script())
                .add("index", step.index())
                .add("first", step.firstStatement())
                .add("last", step.lastStatement())
                .add("line", step.line())
                .add("transactional", step.transactional())
                .add("completes", step.completes());
        add(object, "title", step.title());
        add(object, "remark", step.remark());
        add(object, "lockTimeout", step.lockTimeout());
        add(object, "statementTimeout", step.statementTimeout());
        return object;
    }

    static List<PlannedStep> plan(String json) {
        return array(json).getValuesAs((JsonObject step) -> planned(step));
    }

    private static PlannedStep planned(JsonObject step) {
        return new PlannedStep(
                step.getString("key"),
                step.getString("label"),
                step.getString("description"),
                step.getString("script"),
                step.getInt("index"),
                step.getString("title", null),
                step.getInt("first"),
                step.getInt("last"),
                step.getInt("line"),
                step.getBoolean("transactional"),
                step.getBoolean("completes"),
                duration(step, "lockTimeout"),
                duration(step, "statementTimeout"),
                step.getString("remark", null));
    }

    static String progress(RunProgress progress) {
        JsonObjectBuilder object = JSON.createObjectBuilder()
                .add("index", progress.stepIndex())
                .add("attempt", progress.attempt())
                .add("statements", progress.soFar().statements())
                .add("rows", progress.soFar().rows())
                .add("notices", JSON.createArrayBuilder(progress.soFar().notices()))
                .add("activity", progress.activity());
        add(object, "key", progress.migrationKey());
        add(object, "seen", progress.seen());
        return object.build().toString();
    }

    /** Null for null. */
    static RunProgress progress(String json) {
        if (json == null) {
            return null;
        }
        JsonObject object = object(json);
        return new RunProgress(
                object.getString("key", null),
                object.getInt("index"),
                object.getInt("attempt"),
                new SoFar(
                        object.getJsonNumber("statements").longValue(),
                        object.containsKey("rows")
                                ? object.getJsonNumber("rows").longValue()
                                : 0,
                        object.containsKey("notices")
                                ? object.getJsonArray("notices").getValuesAs(JsonString::getString)
                                : List.of()),
                object.getString("activity"),
                object.getString("seen", null));
    }

    /** Null for null. */
    static String error(StepError error) {
        if (error == null) {
            return null;
        }
        JsonObjectBuilder object = JSON.createObjectBuilder()
                .add("message", error.message())
                .add("script", error.script())
                .add("line", error.line())
                .add("column", error.column())
                .add("mark", error.mark())
                .add("rolledBack", error.rolledBack())
                .add("advice", error.advice());
        add(object, "sqlState", error.sqlState());
        add(object, "detail", error.detail());
        add(object, "hint", error.hint());
        add(object, "statement", error.statement());
        add(object, "leftBehind", error.leftBehind());
        return object.build().toString();
    }

    /** Null for null. */
    static StepError error(String json) {
        if (json == null) {
            return null;
        }
        JsonObject error = object(json);
        return new StepError(
                error.getString("sqlState", null),
                error.getString("message"),
                error.getString("detail", null),
                error.getString("hint", null),
                error.getString("script"),
                error.getInt("line"),
                error.getInt("column"),
                error.getString("statement", null),
                error.getInt("mark"),
                error.getBoolean("rolledBack"),
                error.getString("advice"),
                error.getString("leftBehind", null));
    }

    private static void add(JsonObjectBuilder object, String name, String value) {
        if (value != null) {
            object.add(name, value);
        }
    }

    private static void add(JsonObjectBuilder object, String name, Duration value) {
        if (value != null) {
            object.add(name, value.toString());
        }
    }

    private static Duration duration(JsonObject object, String name) {
        String text = object.getString(name, null);
        return text == null ? null : Duration.parse(text);
    }

    private static JsonArray array(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readArray();
        }
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
