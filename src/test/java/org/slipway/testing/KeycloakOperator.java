package org.slipway.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** What others do at a Keycloak: its operator by the admin REST API, a pipeline at the token endpoint. */
public final class KeycloakOperator {
    private static final String ADMINISTRATION = "/admin/realms/" + KeycloakProcess.REALM;

    private final HttpClient client = HttpClient.newHttpClient();
    private final KeycloakProcess keycloak;

    public KeycloakOperator(KeycloakProcess keycloak) {
        this.keycloak = keycloak;
    }

    /** An access token of a client of its own right, by its id and the secret of the realm file. */
    public String clientCredentials(String clientId) {
        return token(
                        keycloak.issuer(),
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                clientId,
                                "client_secret",
                                clientId + "-secret"))
                .getString("access_token");
    }

    /** Everything that the token endpoint answers to a user's password. */
    public JsonObject password(String user) {
        return token(
                keycloak.issuer(),
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        KeycloakProcess.CLIENT_ID,
                        "client_secret",
                        KeycloakProcess.CLIENT_SECRET,
                        "scope",
                        "openid",
                        "username",
                        user,
                        "password",
                        passwordOf(user)));
    }

    /** As the realm file has it. */
    public static String passwordOf(String user) {
        return "password of " + user;
    }

    /** Ends all sessions of a user; Keycloak tells its clients by their back channel. */
    public void signOut(String user) {
        String id = administration("GET", "/users?exact=true&username=" + encode(user), null)
                .asJsonArray()
                .getJsonObject(0)
                .getString("id");
        administration("POST", "/users/" + id + "/logout", null);
    }

    public int sessions(String user) {
        String id = administration("GET", "/users?exact=true&username=" + encode(user), null)
                .asJsonArray()
                .getJsonObject(0)
                .getString("id");
        return administration("GET", "/users/" + id + "/sessions", null)
                .asJsonArray()
                .size();
    }

    /** From now on a new key signs; the old ones still verify. */
    public void rotateKeys() {
        JsonObject provider = Json.createObjectBuilder()
                .add("name", "rotated")
                .add("providerId", "rsa-generated")
                .add("providerType", "org.keycloak.keys.KeyProvider")
                .add(
                        "config",
                        Json.createObjectBuilder()
                                .add("priority", Json.createArrayBuilder().add("1000")))
                .build();
        administration("POST", "/components", provider);
    }

    private JsonValue administration(String method, String path, JsonObject body) {
        String token = token(
                        keycloak.uri("/realms/master").toString(),
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                KeycloakProcess.OPERATOR,
                                "password",
                                KeycloakProcess.OPERATOR))
                .getString("access_token");
        return send(HttpRequest.newBuilder(keycloak.uri(ADMINISTRATION + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private JsonObject token(String issuer, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .asJsonObject();
    }

    /** @return JSON null for an answer without a body */
    private JsonValue send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer + ": " + answer.body());
            }
            try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
                return answer.body().isEmpty() ? JsonValue.NULL : reader.readValue();
            }
        } catch (IOException e) {
            throw new IllegalStateException("no answer from Keycloak", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
