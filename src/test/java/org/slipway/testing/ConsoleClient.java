package org.slipway.testing;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Asks a console over HTTP as a script would: a bearer token first, then the API. Redirects are answers, not followed. */
public class ConsoleClient {
    /** Well below the server's own, so that a long test run does not meet its end. */
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI base;
    private final String user;
    private final String password;
    private String token;
    private Instant tokenTaken = Instant.EPOCH;

    public ConsoleClient(URI base, String user, String password) {
        this.base = base;
        this.user = user;
        this.password = password;
    }

    public URI uri(String path) {
        return base.resolve(path);
    }

    /** A bearer token, fetched again when it has become old. */
    public synchronized String token() {
        if (tokenTaken.isBefore(Instant.now().minus(TOKEN_LIFETIME))) {
            Answer answer = send(request("/auth/token")
                    .header("Authorization", basic(user, password))
                    .POST(HttpRequest.BodyPublishers.noBody()));
            if (answer.status() != 200) {
                throw new IllegalStateException("no token: " + answer);
            }
            token = answer.json().getString("access_token");
            tokenTaken = Instant.now();
        }
        return token;
    }

    public static String basic(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** As its user, with a bearer token. */
    public Answer get(String path) {
        return send(signedIn(path).GET());
    }

    /** As its user, with a bearer token. */
    public Answer post(String path, JsonObject body) {
        return send(signedIn(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** As its user, with a bearer token and no body. */
    public Answer post(String path) {
        return send(signedIn(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder signedIn(String path) {
        return request(path).header("Authorization", "Bearer " + token());
    }

    /** As nobody; add what the test is about. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
