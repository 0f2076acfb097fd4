package org.slipway.api;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * The body of a request to change the schema history as it was previewed, {@code {"version": "3", "reason": "…",
 * "fingerprint": "…"}} or the like, read field by field.
 *
 * @param subject what is to be done; null when it is left out or null
 */
record AmendmentRequest(String subject, String reason, String fingerprint) {
    private static final int LIMIT = 16 * 1024;

    /**
     * @param subject name of the field that says what is to be done
     * @param example of its value
     * @throws ProblemException 400 with what is wrong with it
     */
    static AmendmentRequest read(InputStream body, String subject, String example) throws IOException {
        JsonObject object = JsonBody.object(
                body,
                LIMIT,
                "{\"" + subject + "\": \"" + example
                        + "\", \"reason\": \"restored from a dump\", \"fingerprint\": \"604df88dd4c739e5\"}");
        if (!Set.of(subject, "reason", "fingerprint").containsAll(object.keySet())) {
            throw ProblemException.invalidRequest(
                    "The body may have " + subject + ", reason and fingerprint, nothing else.");
        }
        return new AmendmentRequest(
                text(object, subject), JsonBody.reason(object), fingerprint(object.get("fingerprint")));
    }

    private static String text(JsonObject object, String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonNumber) {
            return value.toString();
        }
        if (value instanceof JsonString text && !text.getString().isBlank()) {
            return text.getString();
        }
        throw ProblemException.invalidRequest(field + " must be a text that says something, or null.");
    }

    private static String fingerprint(JsonValue value) {
        if (value instanceof JsonString text && !text.getString().isBlank()) {
            return text.getString();
        }
        throw ProblemException.invalidRequest("fingerprint must be that of the preview, which GET answers.");
    }
}
