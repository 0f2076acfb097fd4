package org.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditFilter;

class AuditCriteriaTest {
    @Test
    void emptyFieldsOfTheFormAreNoFilter() throws Exception {
        AuditCriteria empty = new AuditCriteria("", " ", "", null, "");
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.query()).isEmpty();
        assertThat(empty.filter()).isEqualTo(AuditFilter.ALL);
    }

    @Test
    void whatIsInTheAddressIsTheFilterAndTheAddressAgain() throws Exception {
        AuditCriteria criteria =
                new AuditCriteria("a&b=<c> d", "RUN_ENDED", "2026-03-02", "2026-03-02T12:00:00+01:00", "42");
        assertThat(criteria.filter())
                .isEqualTo(new AuditFilter(
                        "a&b=<c> d",
                        AuditAction.RUN_ENDED,
                        Instant.parse("2026-03-02T00:00:00Z"),
                        Instant.parse("2026-03-02T11:00:00Z"),
                        42L));
        assertThat(criteria.query())
                .isEqualTo("actor=a%26b%3D%3Cc%3E%20d&action=RUN_ENDED&from=2026-03-02"
                        + "&until=2026-03-02T12%3A00%3A00%2B01%3A00&run=42");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02, 2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z",
        "2026-03-02T12:00, 2026-03-02T12:00:00Z, 2026-03-02T12:00:00Z",
        "2026-03-02T12:00:05.5Z, 2026-03-02T12:00:05.500Z, 2026-03-02T12:00:05.500Z",
    })
    void aDayCountsFromItsBeginningToItsEnd(String text, Instant from, Instant until) throws Exception {
        AuditFilter filter = new AuditCriteria(null, null, text, text, null).filter();
        assertThat(filter.from()).isEqualTo(from);
        assertThat(filter.until()).isEqualTo(until);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ACTION, , , audit.noAction",
        "run_ended, , , audit.noAction",
        ", yesterday, , audit.noTime",
        ", 2026-02-30, , audit.noTime",
        ", 2026-13-01T00:00Z, , audit.noTime",
        ", , -1, audit.noRun",
        ", , 9999999999999999999, audit.noRun",
        ", , 1; DROP TABLE, audit.noRun",
    })
    void whatCantBeUnderstoodIsToldAndNotPassedOver(String action, String from, String run, String key) {
        assertThatThrownBy(() -> new AuditCriteria(null, action, from, null, run).filter())
                .isInstanceOfSatisfying(
                        AuditCriteria.UnreadableException.class,
                        thrown -> assertThat(thrown.key()).isEqualTo(key));
    }
}
