package org.slipway.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The two forms in which events leave the console: CSV for spreadsheets, JSON for programs.
 *
 * <p>CSV is RFC 4180 with a header line, in UTF-8. A spreadsheet would run a text that begins like a formula: such a text,
 * and one that begins with an apostrophe, gets an apostrophe in front. Whoever takes one apostrophe away has the exact
 * value. JSON keeps exact values.
 */
public enum AuditExport {
    CSV("text/csv;charset=UTF-8", "audit.csv") {
        @Override
        Writing to(OutputStream out) {
            return new CsvWriting(writer(out));
        }
    },
    JSON("application/json", "audit.json") {
        @Override
        Writing to(OutputStream out) {
            return new JsonWriting(writer(out));
        }
    };

    private final String mediaType;
    private final String fileName;

    AuditExport(String mediaType, String fileName) {
        this.mediaType = mediaType;
        this.fileName = fileName;
    }

    /** For {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** For {@code Content-Disposition}. */
    public String fileName() {
        return fileName;
    }

    /** Nothing is sent before there is much of it: what fails at once can still be answered with an error. */
    abstract Writing to(OutputStream out);

    private static Writer writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** An export under way. One that failed is left without its end, so that nobody takes a part for the whole. */
    interface Writing {
        void event(AuditEvent event) throws IOException;

        void end() throws IOException;
    }
}
