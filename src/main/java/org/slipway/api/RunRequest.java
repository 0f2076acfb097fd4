package org.slipway.api;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slipway.execution.RunOptions;
import org.slipway.execution.RunOptions.Undecided;

/**
 * The optional body of a request to run, {@code {"target": "3", "outOfOrder": false}}. It is read field by field, because
 * a misspelt field that is passed over would run more than the caller asked for.
 */
final class RunRequest {
    private static final int LIMIT = 16 * 1024;
    private static final List<String> FIELDS = List.of("target", "outOfOrder", "undecided", "rebuildInvalidIndexes");

    private RunRequest() {}

    /**
     * @param body may be null or empty: everything that is pending
     * @throws ProblemException 400 with what is wrong with it
     */
    static RunOptions read(InputStream body) throws IOException {
        byte[] bytes = JsonBody.bytes(body, LIMIT);
        return JsonBody.isBlank(bytes) ? RunOptions.DEFAULT : options(JsonBody.object(bytes, "{\"target\": \"3\"}"));
    }

    private static RunOptions options(JsonObject object) {
        allow(FIELDS, object);
        return new RunOptions(
                target(object.getOrDefault(FIELDS.get(0), JsonValue.NULL)),
                flag(object, FIELDS.get(1)),
                undecided(object),
                flag(object, FIELDS.get(3)));
    }

    static void allow(List<String> fields, JsonObject object) {
        for (String field : object.keySet()) {
            if (!fields.contains(field)) {
                throw ProblemException.invalidRequest("The body has an unknown field \"" + field + "\"; it may have "
                        + String.join(", ", fields) + ".");
            }
        }
    }

    static Undecided undecided(JsonObject object) {
        String word = FIELDS.get(2);
        if (!object.containsKey(word)) {
            return Undecided.REFUSE;
        }
        return Arrays.stream(Undecided.values())
                .filter(wish -> object.get(word) instanceof JsonString text
                        && text.getString().equals(wish.name()))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalidRequest(word + " must be one of "
                        + Arrays.stream(Undecided.values()).map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }

    private static String target(JsonValue value) {
        if (value == JsonValue.NULL) {
            return null;
        }
        if (!(value instanceof JsonString) && !(value instanceof JsonNumber)) {
            throw ProblemException.invalidRequest("target must be a version in quotes, such as \"3.1\", or null.");
        }
        String target = value instanceof JsonString string ? string.getString() : value.toString();
        if (target.isBlank()) {
            throw ProblemException.invalidRequest("target must be a version in quotes, such as \"3.1\", or null.");
        }
        return target;
    }

    static boolean flag(JsonObject object, String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.FALSE);
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw ProblemException.invalidRequest(field + " must be true or false.");
        }
        return value == JsonValue.TRUE;
    }
}
