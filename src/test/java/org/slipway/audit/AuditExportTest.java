package org.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditExportTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.000001Z");

    @Test
    void csvIsWhatRfc4180Says() throws IOException {
        assertThat(exported(AuditExport.CSV, event("a \"b\", c"), event(null)))
                .isEqualTo("id,at,action,actor,roles,address,node,run,detail,hash\r\n"
                        + "1,2026-03-02T12:00:00.000001Z,RUN_ENDED,\"a \"\"b\"\", c\",admin,::1,n,4,Zoë,00\r\n"
                        + "1,2026-03-02T12:00:00.000001Z,RUN_ENDED,,admin,::1,n,4,Zoë,00\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "'x"})
    void noCellBeginsLikeAFormulaAndOneApostropheLessIsTheValue(String actor) throws IOException {
        String line = exported(AuditExport.CSV, event(actor)).split("\r\n", 2)[1];

        assertThat(line.replace("\"", "")).contains(",RUN_ENDED,'" + actor + ",admin,");
    }

    @Test
    void jsonKeepsExactValues() throws IOException {
        assertThat(exported(AuditExport.JSON, event("=\"<script>\n"), event(null)))
                .isEqualTo(
                        "[{\"id\":1,\"at\":\"2026-03-02T12:00:00.000001Z\",\"action\":\"RUN_ENDED\","
                                + "\"actor\":\"=\\\"<script>\\n\",\"roles\":\"admin\",\"address\":\"::1\",\"node\":\"n\",\"run\":4,"
                                + "\"detail\":\"Zoë\",\"hash\":\"00\"},"
                                + "{\"id\":1,\"at\":\"2026-03-02T12:00:00.000001Z\",\"action\":\"RUN_ENDED\",\"actor\":null,"
                                + "\"roles\":\"admin\",\"address\":\"::1\",\"node\":\"n\",\"run\":4,\"detail\":\"Zoë\",\"hash\":\"00\"}]");
    }

    @Test
    void withoutEventsAnExportIsEmptyAndWhole() throws IOException {
        assertThat(exported(AuditExport.CSV)).startsWith("id,at,").hasLineCount(1);
        assertThat(exported(AuditExport.JSON)).isEqualTo("[]");
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverThatGoesAwayIsAnIoError(AuditExport format) {
        AuditExport.Writing writing = format.to(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        });

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        writing.event(event("x".repeat(100)));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("gone");
    }

    private static AuditEvent event(String actor) {
        return new AuditEvent(1, NOON, "RUN_ENDED", actor, "admin", "::1", "n", 4L, "Zoë", "00");
    }

    private static String exported(AuditExport format, AuditEvent... events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditExport.Writing writing = format.to(out);
        for (AuditEvent event : events) {
            writing.event(event);
        }
        writing.end();
        return out.toString(StandardCharsets.UTF_8);
    }
}
