package org.slipway.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What {@link TestProvider} answers. */
final class TestProviderEndpoints {
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, String> subjects = new ConcurrentHashMap<>();
    private final TestProvider provider;

    TestProviderEndpoints(TestProvider provider) {
        this.provider = provider;
    }

    void register(HttpServer server) {
        server.createContext("/", exchange -> {
            try (exchange) {
                provider.count(exchange.getRequestURI().getPath());
                answer(exchange);
            }
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" -> json(exchange, 200, provider.good.metadata.apply(metadata()));
            case "/jwks" -> json(exchange, 200, new JWKSet(provider.key.toPublicJWK()).toJSONObject());
            case "/authorize" -> authorize(exchange, parameters(exchange));
            case "/token" -> token(exchange);
            case "/userinfo" -> userInfo(exchange);
            case "/logout" -> logout(exchange, parameters(exchange));
            default -> json(exchange, 404, Map.of());
        }
    }

    private Map<String, Object> metadata() {
        String issuer = provider.issuer();
        return new TreeMap<>(Map.ofEntries(
                Map.entry("issuer", issuer),
                Map.entry("authorization_endpoint", issuer + "/authorize"),
                Map.entry("token_endpoint", issuer + "/token"),
                Map.entry("userinfo_endpoint", issuer + "/userinfo"),
                Map.entry("end_session_endpoint", issuer + "/logout"),
                Map.entry("jwks_uri", issuer + "/jwks"),
                Map.entry("subject_types_supported", List.of("public")),
                Map.entry("response_types_supported", List.of("code")),
                Map.entry("code_challenge_methods_supported", List.of("S256")),
                Map.entry("token_endpoint_auth_methods_supported", List.of("client_secret_basic")),
                Map.entry("authorization_response_iss_parameter_supported", true),
                Map.entry("id_token_signing_alg_values_supported", List.of("HS256", "RS256", "none"))));
    }

    private void authorize(HttpExchange exchange, Map<String, String> asked) throws IOException {
        provider.lastAuthorization = asked;
        if (!asked.getOrDefault("redirect_uri", "").matches("http://[^/]+/oidc/callback")
                || !TestProvider.CLIENT_ID.equals(asked.get("client_id"))
                || !"code".equals(asked.get("response_type"))
                || !"S256".equals(asked.get("code_challenge_method"))) {
            json(exchange, 400, Map.of("error", "invalid_request"));
        } else if (provider.good.asks && exchange.getRequestMethod().equals("GET")) {
            form(exchange, "Sign in", asked);
        } else {
            String code = UUID.randomUUID().toString();
            codes.put(code, asked);
            Map<String, String> parameters =
                    Map.of("code", code, "state", asked.getOrDefault("state", ""), "iss", provider.issuer());
            redirect(exchange, asked.get("redirect_uri"), provider.good.answer.apply(parameters));
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> sent = parameters(exchange);
        if (!isClient(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
        if (asked == null
                || !"authorization_code".equals(sent.get("grant_type"))
                || !challenge(sent.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))
                || !asked.get("redirect_uri").equals(sent.get("redirect_uri"))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        String subject = provider.good.user;
        String accessToken = provider.good.accessToken.apply(subject);
        subjects.put(accessToken, subject);
        json(
                exchange,
                200,
                Map.of(
                        "access_token",
                        accessToken,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        60,
                        "id_token",
                        idToken(subject, asked)));
    }

    private String idToken(String subject, Map<String, String> asked) {
        JWTClaimsSet.Builder claims = provider.claims(subject).audience(TestProvider.CLIENT_ID);
        if (asked.containsKey("nonce")) {
            claims.claim("nonce", asked.get("nonce"));
        }
        provider.good.claims.forEach(claims::claim);
        return provider.good.idTokenSigner.apply(
                provider.good.idToken.apply(claims).build());
    }

    private static boolean isClient(String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return false;
        }
        String[] parts = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.US_ASCII)
                .split(":", 2);
        return parts.length == 2
                && decode(parts[0]).equals(TestProvider.CLIENT_ID)
                && decode(parts[1]).equals(TestProvider.CLIENT_SECRET);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String subject = subjects.get(authorization.replaceFirst("^Bearer ", ""));
        Map<String, Object> claims = new TreeMap<>(provider.good.userInfo);
        claims.putIfAbsent("sub", String.valueOf(subject));
        json(exchange, subject == null ? 401 : 200, claims);
    }

    private void logout(HttpExchange exchange, Map<String, String> asked) throws IOException {
        if (provider.good.asks && exchange.getRequestMethod().equals("GET")) {
            form(exchange, "Sign out", asked);
            return;
        }
        provider.lastEndOfSession = asked;
        redirect(exchange, asked.get("post_logout_redirect_uri"), Map.of());
    }

    private static void form(HttpExchange exchange, String title, Map<String, String> hidden) throws IOException {
        String fields = hidden.entrySet().stream()
                .map(field -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(
                                field.getKey(),
                                field.getValue().replace("&", "&amp;").replace("\"", "&quot;")))
                .collect(Collectors.joining());
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        send(
                exchange,
                200,
                "<!DOCTYPE html><html lang=\"en\"><link rel=\"icon\" href=\"data:,\"><title>%s</title><h1>%s</h1><form method=\"post\">%s<button>%s</button></form>"
                        .formatted(title, title, fields, title));
    }

    private static void redirect(HttpExchange exchange, String target, Map<String, String> parameters)
            throws IOException {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        exchange.getResponseHeaders().set("Location", query.isEmpty() ? target : target + "?" + query);
        send(exchange, 302, "");
    }

    private static void json(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, JSONObjectUtils.toJSONString(body));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> parameters(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String text = body.isEmpty() ? exchange.getRequestURI().getRawQuery() : body;
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            parameters.put(decode(nameAndValue[0]), nameAndValue.length > 1 ? decode(nameAndValue[1]) : "");
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
