package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.json.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.slipway.testing.Answer;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestProvider;

/** Asks the API of {@link TestConsole#sharedOidc} with tokens of {@link TestProvider#shared}. */
final class BearerRequests {
    static final String ADDRESS = "/api/admin/caller";
    static final String RUN = "/api/admin/migrations/run";
    static final String NOT_VERIFIED = "The bearer token could not be verified by a key that this console trusts.";
    static final String NO_ACCESS_TOKEN =
            "The bearer token is none for an API, but an ID token or one for another purpose: send an access token.";

    private BearerRequests() {}

    static void assertNotVerified(String token) {
        assertRefused(token, "token-not-verified", NOT_VERIFIED);
    }

    static void assertRefused(String token, String type, String detail) {
        Answer answer = get(token);

        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly(
                        "Bearer realm=\"slipway\", error=\"invalid_token\", error_description=\"" + detail + "\"");
        assertProblem(answer, "urn:slipway:problem:" + type, 401, "Unauthorized", detail, ADDRESS);
    }

    static void assertForbidden(Answer answer, String detail, String address) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly(
                        "Bearer realm=\"slipway\", error=\"insufficient_scope\", error_description=\"" + detail + "\"");
        assertProblem(answer, "urn:slipway:problem:insufficient-role", 403, "Forbidden", detail, address);
    }

    static void assertProblem(Answer answer, String type, int status, String title, String detail, String address) {
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(answer.json())
                .isEqualTo(Json.createObjectBuilder()
                        .add("type", type)
                        .add("title", title)
                        .add("status", status)
                        .add("detail", detail)
                        .add("instance", address)
                        .build());
    }

    static Answer get(String token) {
        return TestConsole.sharedOidc().send(bearer(ADDRESS, token));
    }

    static HttpRequest.Builder bearer(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    /** As pipelines ask: Payara answers 431 to some requests over HTTP/2 once one had large headers. */
    static HttpRequest.Builder request(String path) {
        return TestConsole.sharedOidc().request(path).version(HttpClient.Version.HTTP_1_1);
    }

    static String good() {
        return TestProvider.shared().sign(alice());
    }

    static JWTClaimsSet alice() {
        return TestProvider.shared().apiClaims().build();
    }

    static JWTClaimsSet.Builder viewer() {
        return TestProvider.shared()
                .apiClaims()
                .subject("vera")
                .claim("upn", "vera")
                .claim("groups", List.of("viewer"));
    }

    static String sign(JWTClaimsSet.Builder claims) {
        return TestProvider.shared().sign(claims.build());
    }

    static Date at(String time) {
        return Date.from(Instant.parse(time));
    }
}
