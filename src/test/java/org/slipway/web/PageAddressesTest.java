package org.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "1.2, /admin/migrations/1.2",
        "R__product sales, /admin/migrations/R__product%20sales",
        "R__été, /admin/migrations/R__%C3%A9t%C3%A9",
        "R__a/b, /admin/migration?key=R__a%2Fb",
        "R__a\\b;c?d#e%f, /admin/migration?key=R__a%5Cb%3Bc%3Fd%23e%25f",
        ".., /admin/migration?key=..",
    })
    void aKeyThatServersRefuseInAPathGoesIntoTheQuery(String key, String address) {
        assertThat(PageAddresses.migration(key)).isEqualTo(address);
    }

    @Test
    void theLastSegmentIsTheViewsParameter() {
        assertThat(PageServlet.view("/admin/runs/12")).isEqualTo("/admin/run?id=12");
        assertThat(PageServlet.view("/admin/migrations/R__a b&c=d")).isEqualTo("/admin/migration?key=R__a%20b%26c%3Dd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/runs/x",
                "/admin/runs/-1",
                "/admin/runs/1/2",
                "/admin/runs/9999999999999999999",
                "/admin/x"
            })
    void whatIsNoAddressHasNoView(String path) {
        assertThat(PageServlet.view(path)).isNull();
    }

    @Test
    void anUnknownNoticeIsNone() {
        assertThat(Notice.named("<script>")).isNull();
        assertThat(Notice.named(null)).isNull();
        assertThat(Notice.named("INVALID")).isEqualTo(Notice.INVALID);
    }
}
