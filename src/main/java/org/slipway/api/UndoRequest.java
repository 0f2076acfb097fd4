package org.slipway.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.slipway.execution.RunOptions;
import org.slipway.status.MigrationStatus;

/** The body of a request to take a migration back, {@code {"confirm": "V3"}}: who has to name it does not mistake it. */
record UndoRequest(String confirm, RunOptions.Undecided undecided, boolean rebuildInvalidIndexes) {
    private static final int LIMIT = 16 * 1024;
    private static final List<String> FIELDS = List.of("confirm", "undecided", "rebuildInvalidIndexes");

    /** @throws ProblemException 400 with what is wrong with it, also when it names another migration */
    static UndoRequest read(InputStream body, MigrationStatus migration) throws IOException {
        JsonObject object = JsonBody.object(body, LIMIT, "{\"confirm\": \"V3\"}");
        RunRequest.allow(FIELDS, object);
        if (!(object.get(FIELDS.get(0)) instanceof JsonString name) || !migration.isNamed(name.getString())) {
            throw ProblemException.invalidRequest(
                    "confirm must be the migration's name, \"" + migration.label() + "\". Nothing was undone.");
        }
        return new UndoRequest(name.getString(), RunRequest.undecided(object), RunRequest.flag(object, FIELDS.get(2)));
    }
}
