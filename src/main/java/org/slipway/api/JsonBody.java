package org.slipway.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slipway.execution.Reason;

/** A request's body as a JSON object, or the 400 that says what is wrong with it. */
final class JsonBody {
    private JsonBody() {}

    /** @param example of a good one, for the answer to a bad one */
    static JsonObject object(InputStream body, int limit, String example) throws IOException {
        return object(bytes(body, limit), example);
    }

    /** @param body may be null: no bytes */
    static byte[] bytes(InputStream body, int limit) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw ProblemException.invalidRequest("The body is longer than " + limit + " bytes.");
        }
        return bytes;
    }

    static boolean isBlank(byte[] bytes) {
        return text(bytes).isBlank();
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.invalidRequest("The body is not UTF-8.");
        }
    }

    static JsonObject object(byte[] bytes, String example) {
        try (JsonParser parser = Json.createParser(new StringReader(text(bytes)))) {
            parser.next();
            JsonValue value = parser.getValue();
            if (value instanceof JsonObject object && !parser.hasNext()) {
                return object;
            }
        } catch (JsonParsingException e) {
            throw ProblemException.invalidRequest("The body is not JSON: line "
                    + e.getLocation().getLineNumber() + ", column "
                    + e.getLocation().getColumnNumber() + ".");
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) { // not only JsonException: Parsson has others for deep nesting
            throw ProblemException.invalidRequest("The body is not JSON: " + e.getMessage() + ".");
        }
        throw ProblemException.invalidRequest("The body must be a JSON object, such as " + example + ".");
    }

    /** The field {@code reason}, which has to say something. */
    static String reason(JsonObject object) {
        return Optional.ofNullable(object.get("reason"))
                .filter(JsonString.class::isInstance)
                .flatMap(value -> Reason.of(((JsonString) value).getString()))
                .orElseThrow(() -> ProblemException.invalidRequest(
                        "reason must say why, in " + Reason.LIMIT + " characters at most."));
    }
}
