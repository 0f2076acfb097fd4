package org.slipway.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** The body of a request to accept drift, {@code {"reason": "…", "fingerprints": ["…"]}}, read field by field. */
record AcceptanceRequest(String reason, List<String> fingerprints) {
    private static final int LIMIT = 1024 * 1024;
    private static final String EXAMPLE =
            "{\"reason\": \"hot fix of 2 March\", \"fingerprints\": [\"604df88dd4c739e5\"]}";

    /** @throws ProblemException 400 with what is wrong with it */
    static AcceptanceRequest read(InputStream body) throws IOException {
        JsonObject object = JsonBody.object(body, LIMIT, EXAMPLE);
        if (!Set.of("reason", "fingerprints").containsAll(object.keySet())) {
            throw ProblemException.invalidRequest("The body may have reason and fingerprints, nothing else.");
        }
        return new AcceptanceRequest(JsonBody.reason(object), fingerprints(object.get("fingerprints")));
    }

    private static List<String> fingerprints(JsonValue value) {
        if (value instanceof JsonArray array
                && !array.isEmpty()
                && array.stream().allMatch(item -> item instanceof JsonString)) {
            return array.getValuesAs(JsonString::getString);
        }
        throw ProblemException.invalidRequest("fingerprints must be a list of them, as /api/admin/drift has them.");
    }
}
