package org.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.catalog.Receipt.Action;
import org.slipway.catalog.Receipt.Effect;
import org.slipway.catalog.Receipt.HeldLock;
import org.slipway.catalog.Receipt.ObjectChange;

class ReceiptTest {
    @ParameterizedTest
    @CsvSource({"0, less than 1 ms", "41, 41 ms", "999, 999 ms", "1000, 1.0 s", "59949, 59.9 s", "125000, 2 min 5 s"})
    void locksAreToldWithTheTimeThatTheyWereHeldFor(long millis, String told) {
        Effect effect = new Effect(
                "view",
                "public.v",
                false,
                false,
                List.of(new HeldLock("ACCESS EXCLUSIVE", millis)),
                false,
                false,
                List.of(),
                null,
                0,
                0,
                0);

        assertThat(new Receipt(List.of(), List.of(effect)).sentences("V1"))
                .containsExactly("V1 held ACCESS EXCLUSIVE on v for " + told);
    }

    @Test
    void noMoreObjectsAreNamedThanAPersonReads() {
        Receipt receipt = new Receipt(
                IntStream.rangeClosed(1, 1021)
                        .mapToObj(
                                n -> new ObjectChange(Action.CREATED, "table", "public.t" + n, null, null, null, null))
                        .toList(),
                List.of());

        assertThat(receipt.sentences("V1"))
                .singleElement()
                .asString()
                .startsWith("V1 created table t1, table t2, ")
                .endsWith(", table t20 and 1,001 more");
    }

    @Test
    void aSchemaIsNamedUnlessItIsPublic() {
        Receipt receipt = new Receipt(
                List.of(
                        new ObjectChange(
                                Action.CREATED,
                                "function",
                                "public.f(public.mood, other.mood)",
                                null,
                                null,
                                null,
                                null),
                        new ObjectChange(Action.RENAMED, "table", "public.t", "old.t", null, null, null),
                        new ObjectChange(
                                Action.RENAMED,
                                "column",
                                "s.\"public.t\".\"a.\"\"b\"",
                                "s.\"public.t\".c",
                                "s.\"public.t\"",
                                null,
                                null)),
                List.of());

        assertThat(receipt.sentences("V1"))
                .containsExactly(
                        "V1 created function f(mood, other.mood)",
                        "V1 renamed table old.t to public.t, column c of s.\"public.t\" to \"a.\"\"b\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[[\"created\",\"table\",\"a\"]]", "{\"missing\": [\"public.a\"]}", "{}"})
    void aReceiptOfAnOlderSlipwayAndOfAStepThatHasNotEndedTellNothing(String json) {
        assertThat(Receipt.parse(json)).isEqualTo(Receipt.EMPTY);
    }
}
