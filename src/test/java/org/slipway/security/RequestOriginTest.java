package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.configuration.SettingValues;

/** The proxies at 10.0.0.0/24 are trusted, and nobody else. */
class RequestOriginTest {
    private static final String PROXY = "10.0.0.1";
    private static final String STRANGER = "203.0.113.5";

    private final RequestOrigin origin = origin(Map.of());
    private final RequestOrigin standard = origin(Map.of("slipway.trusted-proxies-header", "forwarded"));

    private static RequestOrigin origin(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.put("slipway.trusted-proxies", "10.0.0.0/24");
        return new RequestOrigin(SettingValues.of(settings).auth());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7                            | 198.51.100.7",
                "198.51.100.7:4711                       | 198.51.100.7",
                "1.1.1.1, 198.51.100.7                   | 198.51.100.7",
                "1.1.1.1, 198.51.100.7, 10.0.0.2         | 198.51.100.7",
                "10.0.0.3, 10.0.0.2                      | 10.0.0.3",
                "2001:db8::7                             | 2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]:4711                      | 2001:db8:0:0:0:0:0:7",
                "1.1.1.1, unknown                        | 10.0.0.1",
                "1.1.1.1, unknown, 10.0.0.2              | 10.0.0.2",
                "<script>alert(1)</script>               | 10.0.0.1",
                "1.1.1.1, 300.1.1.1                      | 10.0.0.1",
                "localhost                               | 10.0.0.1",
                "198.51.100.7,                           | 10.0.0.1",
                ",                                       | 10.0.0.1",
            })
    void theClientIsWhomTheOutermostTrustedProxySaw(String header, String client) {
        assertThat(origin.address(request(PROXY, Map.of("X-Forwarded-For", header))))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "for=198.51.100.7                                | 198.51.100.7",
                "for=\"198.51.100.7:4711\";proto=https         | 198.51.100.7",
                "For=\"[2001:db8::7]:4711\"                    | 2001:db8:0:0:0:0:0:7",
                "for=1.1.1.1, for=198.51.100.7;by=10.0.0.1       | 198.51.100.7",
                "for=198.51.100.7, for=10.0.0.2                  | 198.51.100.7",
                "for=\"1.1.1.1, for=2.2.2.2\"                  | 10.0.0.1",
                "for=_hidden                                     | 10.0.0.1",
                "for=1.1.1.1 for=2.2.2.2                         | 10.0.0.1",
                "for=1.1.1.1;<script>                            | 10.0.0.1",
                "=;=                                             | 10.0.0.1",
                "\"                                             | 10.0.0.1",
            })
    void soItIsWithTheStandardsHeader(String header, String client) {
        assertThat(standard.address(request(PROXY, Map.of("Forwarded", header))))
                .isEqualTo(client);
    }

    @Test
    void theHeaderThatTheProxiesDoNotWriteIsNeverRead() {
        Map<String, String> both =
                Map.of("X-Forwarded-For", "198.51.100.7", "Forwarded", "for=1.1.1.1;proto=https;host=evil.example");

        assertThat(origin.address(request(PROXY, both))).isEqualTo("198.51.100.7");
        assertThat(origin.https(request(PROXY, both))).isFalse();
        assertThat(standard.address(request(PROXY, both))).isEqualTo("1.1.1.1");
    }

    @Test
    void aStrangersHeadersAreIgnored() {
        HttpServletRequest request = request(
                STRANGER,
                Map.of(
                        "X-Forwarded-For", "198.51.100.7",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Host", "evil.example",
                        "Host", "console:8080"));

        assertThat(origin.address(request)).isEqualTo(STRANGER);
        assertThat(origin.https(request)).isFalse();
        assertThat(origin.baseUrl(request)).isEqualTo(URI.create("http://console:8080/slipway"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https, -, -, https://console:8080/slipway",
                "HTTPS, example.org, -, https://example.org/slipway",
                "https, example.org, 8443, https://example.org:8443/slipway",
                "https, example.org, 443, https://example.org/slipway",
                "https, example.org:8443, 1, https://example.org:8443/slipway",
                "https, [2001:db8::1], -, https://[2001:db8::1]/slipway",
                "-, example.org, -, http://example.org/slipway",
                "gopher, example.org, -, http://example.org/slipway",
                "https, evil.example/?, -, https://console:8080/slipway",
                "https, user@evil.example, -, https://console:8080/slipway",
                "https, [evil], -, https://console:8080/slipway",
                "https, example.org, x, https://console:8080/slipway",
            })
    void theAddressInTheBrowserIsWhatTheProxySaw(String protocol, String host, String port, URI expected) {
        Map<String, String> headers = new HashMap<>(Map.of("X-Forwarded-For", "198.51.100.7", "Host", "console:8080"));
        headers.put("X-Forwarded-Proto", protocol);
        headers.put("X-Forwarded-Host", host);
        headers.put("X-Forwarded-Port", port);

        assertThat(origin.baseUrl(request(PROXY, headers))).isEqualTo(expected);
        assertThat(origin.https(request(PROXY, headers))).isEqualTo("https".equals(expected.getScheme()));
    }

    @Test
    void whatAClientWroteBeforeTheProxyAppendedToItDoesNotCount() {
        HttpServletRequest request =
                request(PROXY, Map.of("X-Forwarded-For", "1.1.1.1, 198.51.100.7", "X-Forwarded-Proto", "https, http"));

        assertThat(origin.https(request)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/x", "a b", "\"><script>", "a@b", "[::g]", "", "x:99999999"})
    void aMalformedHostNeverReachesAnAddress(String host) {
        assertThat(origin.baseUrl(request(STRANGER, Map.of("Host", host))))
                .isEqualTo(URI.create("http://localhost/slipway"));
    }

    @Test
    void theBaseUrlOfTheSettingsGoesBeforeWhateverARequestSays() {
        RequestOrigin fixed = origin(Map.of("slipway.base-url", "https://slipway.example.org"));
        HttpServletRequest request = request(PROXY, Map.of("Host", "evil.example", "X-Forwarded-Proto", "http"));

        assertThat(fixed.baseUrl(request)).isEqualTo(URI.create("https://slipway.example.org"));
        assertThat(fixed.https(request)).isTrue();
    }

    @Test
    void endlessHeadersAreReadFromTheirEnd() {
        String endless = "10.0.0.2,".repeat(100_000) + "198.51.100.7";

        assertThat(origin.address(request(PROXY, Map.of("X-Forwarded-For", endless))))
                .isEqualTo("198.51.100.7");
        assertThat(standard.address(request(PROXY, Map.of("Forwarded", "\"".repeat(100_000)))))
                .isEqualTo(PROXY);
    }

    private static HttpServletRequest request(String peer, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RequestOriginTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getRemoteAddr" -> peer;
                    case "isSecure" -> false;
                    case "getContextPath" -> "/slipway";
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getHeaders" -> {
                        String value = headers.get((String) arguments[0]);
                        yield Collections.enumeration(value == null ? List.of() : List.of(value));
                    }
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
