package org.slipway.audit;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;

/** {@link AuditExport#JSON}: an array of the objects that {@code GET /api/admin/audit} answers. */
final class JsonWriting implements AuditExport.Writing {
    /** Looked up once: the look-up reads every jar of the application. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private final JsonGenerator json;

    JsonWriting(Writer out) {
        json = PROVIDER.createGenerator(out).writeStartArray();
    }

    @Override
    public void event(AuditEvent event) throws IOException {
        try {
            write(event);
        } catch (JsonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void write(AuditEvent event) {
        json.writeStartObject().write("id", event.id());
        write("at", event.at() == null ? null : event.at().toString());
        write("action", event.action());
        write("actor", event.actor());
        write("roles", event.roles());
        write("address", event.address());
        write("node", event.node());
        if (event.runId() == null) {
            json.writeNull("run");
        } else {
            json.write("run", event.runId());
        }
        write("detail", event.detail());
        write("hash", event.hash());
        json.writeEnd();
    }

    private void write(String name, String value) {
        if (value == null) {
            json.writeNull(name);
        } else {
            json.write(name, value);
        }
    }

    @Override
    public void end() throws IOException {
        try {
            json.writeEnd().flush();
        } catch (JsonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
