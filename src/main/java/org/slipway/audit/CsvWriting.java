package org.slipway.audit;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@link AuditExport#CSV}. */
final class CsvWriting implements AuditExport.Writing {
    /** What a spreadsheet may take for a formula's begin, and the apostrophe that keeps it from doing so. */
    private static final String GUARDED = "=+-@\t\r\n＝＋－＠'";

    private final Writer out;
    private boolean headerWritten;

    CsvWriting(Writer out) {
        this.out = out;
    }

    @Override
    public void event(AuditEvent event) throws IOException {
        header();
        line(
                event.id(),
                event.at(),
                event.action(),
                event.actor(),
                event.roles(),
                event.address(),
                event.node(),
                event.runId(),
                event.detail(),
                event.hash());
    }

    @Override
    public void end() throws IOException {
        header();
        out.flush();
    }

    private void header() throws IOException {
        if (!headerWritten) {
            headerWritten = true;
            line("id", "at", "action", "actor", "roles", "address", "node", "run", "detail", "hash");
        }
    }

    private void line(Object... values) throws IOException {
        out.write(Arrays.stream(values).map(CsvWriting::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String cell(Object value) {
        String text = Objects.toString(value, "");
        String guarded = text.isEmpty() || GUARDED.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return guarded.matches("(?s).*[\",\r\n].*") ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
    }
}
