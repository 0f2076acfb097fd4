package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteTest {
    private static final URI DIRECT = URI.create("http://localhost:8080/slipway");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "POST, same-origin, -, false",
                "POST, none, -, false",
                "POST, same-site, -, true",
                "POST, cross-site, -, true",
                "POST, cross-site, http://localhost:8080, true",
                "PUT, cross-site, -, true",
                "DELETE, cross-site, -, true",
                "POST, -, http://localhost:8080, false",
                "POST, -, http://localhost:8081, true",
                "POST, -, https://localhost:8080, true",
                "POST, -, http://evil.example, true",
                "POST, -, null, true",
                "POST, -, -, false",
                "GET, cross-site, http://evil.example, false",
                "HEAD, cross-site, -, false",
            })
    void theBrowserSaysWhoMadeTheRequest(String method, String site, String origin, boolean forged) {
        assertThat(CrossSite.isForged(request(method, site, origin), DIRECT)).isEqualTo(forged);
    }

    @Test
    void behindAProxyTheBaseAddressIsTheOwnOne() {
        URI base = URI.create("https://example.org/slipway");

        assertThat(CrossSite.isForged(request("POST", null, "https://example.org"), base))
                .isFalse();
        assertThat(CrossSite.isForged(request("POST", null, "http://localhost:8080"), base))
                .isTrue();
    }

    /** Known ones are tested above; a method of tomorrow is not safe until it is known. */
    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "PROPFIND", "QUERY"})
    void anUnknownMethodIsNotTakenForASafeOne(String method) {
        assertThat(CrossSite.isForged(request(method, "cross-site", null), DIRECT))
                .isTrue();
    }

    private static HttpServletRequest request(String method, String site, String origin) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                CrossSiteTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getHeader" -> "Origin".equals(arguments[0]) ? origin : site;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
