package org.slipway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.execution.RunOptions;

class RunRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}", "{\"target\":null}", "{\"outOfOrder\":false}"})
    void withoutWishesEverythingPendingRuns(String body) throws IOException {
        assertThat(read(body)).isEqualTo(RunOptions.DEFAULT);
    }

    @Test
    void aBodyMayBeMissing() throws IOException {
        assertThat(RunRequest.read(null)).isEqualTo(RunOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"3.10\"', 3.10",
        "3.10, 3.10",
        "20260101120000, 20260101120000",
        "'\"1_2\"', 1_2",
        "'\"2026_init\"', 2026_init"
    })
    void aVersionMayBeATextOrANumber(String json, String target) throws IOException {
        assertThat(read("{\"target\":" + json + ",\"outOfOrder\":true}")).isEqualTo(new RunOptions(target, true));
    }

    @Test
    void whatEarlierStepsLeftOpenMayBeDecided() throws IOException {
        assertThat(read("{\"undecided\":\"RUN_AGAIN\",\"rebuildInvalidIndexes\":true}"))
                .isEqualTo(new RunOptions(null, false, RunOptions.Undecided.RUN_AGAIN, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                    | The body is not JSON: line 1, column 3.",
                "{} {}                | The body is not JSON: line 1, column 4.",
                "[]                   | The body must be a JSON object, such as {\"target\": \"3\"}.",
                "{\"tarqet\":\"3\"}   | The body has an unknown field \"tarqet\"; it may have target, outOfOrder, undecided, rebuildInvalidIndexes.",
                "{\"target\":\" \"}   | target must be a version in quotes, such as \"3.1\", or null.",
                "{\"target\":[]}      | target must be a version in quotes, such as \"3.1\", or null.",
                "{\"outOfOrder\":\"\"}| outOfOrder must be true or false.",
                "{\"outOfOrder\":null}| outOfOrder must be true or false.",
                "{\"undecided\":true} | undecided must be one of REFUSE, RUN_AGAIN, TAKE_AS_APPLIED.",
                "{\"rebuildInvalidIndexes\":1}| rebuildInvalidIndexes must be true or false."
            })
    void whatCantBeUnderstoodIsSaid(String body, String detail) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(ProblemException.class)
                .hasMessage(detail);
    }

    @Test
    void aBodyIsUtf8() {
        assertThatThrownBy(() -> RunRequest.read(new ByteArrayInputStream(new byte[] {'"', (byte) 0xfc, '"'})))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The body is not UTF-8.");
    }

    @Test
    void aHugeBodyIsNotReadToItsEnd() {
        assertThatThrownBy(() -> read("{\"target\":\"" + "1".repeat(20_000) + "\"}"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The body is longer than 16384 bytes.");
    }

    @Test
    void aDeeplyNestedBodyIsRefusedAndBreaksNothing() {
        assertThatThrownBy(() -> read("[".repeat(16_000))).isInstanceOf(ProblemException.class);
    }

    private static RunOptions read(String body) throws IOException {
        return RunRequest.read(new ByteArrayInputStream(body.getBytes(UTF_8)));
    }
}
