package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/admin/runs/12", "/admin/migrations/1%20a?from=2#L7", "/admin?x=http://example.org/"})
    void aPageOfThisConsoleIsFollowed(String path) {
        assertThat(LocalPath.orStartPage(path, "")).isEqualTo(path);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "admin",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "\t//evil.example",
                "/admin\r\nSet-Cookie: a=b",
                "https://evil.example/",
                "javascript:alert(1)",
                "/ädmin",
                "/sign-in",
                "/sign-out",
            })
    void anythingElseLeadsToTheStartPage(String path) {
        assertThat(LocalPath.orStartPage(path, "")).isEqualTo("/admin");
    }

    @Test
    void underAContextPathOnlyItsOwnPagesAreFollowed() {
        assertThat(LocalPath.orStartPage("/slipway/admin/runs", "/slipway")).isEqualTo("/slipway/admin/runs");
        assertThat(LocalPath.orStartPage("/other/admin", "/slipway")).isEqualTo("/slipway/admin");
        assertThat(LocalPath.orStartPage("/slipway-other/admin", "/slipway")).isEqualTo("/slipway/admin");
    }
}
