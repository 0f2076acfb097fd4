package org.slipway.api;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Completes the OpenAPI document at {@code /openapi} that the server makes from the resources' annotations: schemas and
 * examples from the views, what every operation may answer, who may call it, and the token endpoint, which is a servlet.
 * Named in {@code META-INF/microprofile-config.properties}; never loaded by a server without MicroProfile OpenAPI.
 */
public class OpenApiDocument implements OASFilter {
    private static final String BEARER = "bearer";
    private static final Map<String, String> EVERYWHERE = new TreeMap<>(Map.of(
            "401",
                    "No bearer token, or one that is not valid (any more): type and detail say why, and so does"
                            + " WWW-Authenticate",
            "403", "A good token, whose roles do not allow this",
            "500", "The console failed; the log has the cause under the id in errorId",
            "503", "The database can't be reached, or the keys of the tokens' issuer"));

    private static final Map<String, Example> EXAMPLES = examples();

    private static Map<String, Example> examples() {
        Map<String, Example> examples = new LinkedHashMap<>();
        Examples.views().forEach((name, view) -> examples.put(name, example(view)));
        examples.put(
                "acceptance",
                OASFactory.createExample()
                        .value(Map.of("reason", "Hot fix of 2 March", "fingerprints", List.of("604df88dd4c739e5"))));
        examples.put("baseline", amendment("version", "3"));
        examples.put("repair", amendment("action", "MARK_APPLIED"));
        examples.put("export", OASFactory.createExample().value("BEGIN;\n\u2026\nCOMMIT;\n"));
        examples.put("confirm", OASFactory.createExample().value(Map.of("confirm", "V3")));
        examples.put("adoptionRequest", amendment("table", "public.flyway_schema_history"));
        examples.put("target", OASFactory.createExample().value(Map.of("target", "3.1")));
        return examples;
    }

    private static Example amendment(String subject, String value) {
        return OASFactory.createExample()
                .value(Map.of(subject, value, "reason", "Restored from a dump", "fingerprint", "604df88dd4c739e5"));
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.info(OASFactory.createInfo()
                        .title("Slipway")
                        .version("1")
                        .description("Runs PostgreSQL schema migrations, and says what they did. Every error is"
                                + " application/problem+json (RFC 9457). No answer with 200 means a failure."))
                .servers(List.of(OASFactory.createServer().url("/").description("This server")))
                .components(components());
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(OpenApiDocument::complete));
        api.getPaths().addPathItem("/auth/token", OASFactory.createPathItem().POST(token()));
    }

    private static Components components() {
        Components components = OASFactory.createComponents();
        Map<String, Schema> schemas = ViewSchemas.of(
                StatusView.class,
                RunView.class,
                RunSummaryView.class,
                MigrationView.class,
                SettingsView.class,
                CallerView.class,
                DriftView.class,
                BaselinePreviewView.class,
                RepairPreviewView.class,
                AdoptionView.class,
                AuditEventView.class,
                AuditVerificationView.class,
                ProblemView.class);
        schemas.put("RunSummaries", arrayOf("RunSummary"));
        schemas.put("AuditEvents", arrayOf("AuditEvent"));
        schemas.putAll(BodySchemas.all());
        schemas.put("Token", tokenSchema());
        return components
                .schemas(schemas)
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("From POST /auth/token, or from the identity provider"))
                .addSecurityScheme(
                        "basic",
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("A local account; for /auth/token only"));
    }

    private static Schema arrayOf(String schema) {
        return OASFactory.createSchema()
                .type(SchemaType.ARRAY)
                .items(OASFactory.createSchema().ref(schema));
    }

    private static void complete(Operation operation) {
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(BEARER));
        EVERYWHERE.forEach((status, description) -> operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().description(description)));
        describeProblems(operation.getResponses());
        Stream.concat(
                        Stream.ofNullable(operation.getRequestBody()).map(RequestBody::getContent),
                        operation.getResponses().getAPIResponses().values().stream()
                                .map(APIResponse::getContent))
                .filter(content -> content != null)
                .flatMap(content -> content.getMediaTypes().values().stream())
                .forEach(OpenApiDocument::fillExamples);
    }

    /** The annotations only name an example: what they say of it beyond that does not reach Payara's document. */
    private static void fillExamples(MediaType type) {
        if (type.getExamples() != null) {
            Map<String, Example> filled = new LinkedHashMap<>(type.getExamples());
            filled.replaceAll(
                    (name, given) -> Optional.ofNullable(EXAMPLES.get(name)).orElse(given));
            type.setExamples(filled);
        }
    }

    private static void describeProblems(APIResponses responses) {
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.charAt(0) >= '4' && isEmpty(response.getContent())) {
                response.content(problem(status));
            }
        });
    }

    private static boolean isEmpty(Content content) {
        return content == null || content.getMediaTypes().isEmpty();
    }

    private static Content problem(String status) {
        return OASFactory.createContent()
                .addMediaType(
                        ProblemFilter.PROBLEM_JSON,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Problem"))
                                .addExample(
                                        "problem", example(Examples.problems().get(status))));
    }

    private static Operation token() {
        APIResponse issued = OASFactory.createAPIResponse()
                .description("The token")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Token"))
                                        .addExample(
                                                "token",
                                                OASFactory.createExample().value(tokenExample()))));
        return OASFactory.createOperation()
                .operationId("getToken")
                .summary("A bearer token")
                .description("For local accounts, by HTTP Basic: curl -u admin -X POST …/auth/token. Not there when an"
                        + " identity provider is set; tokens come from it then.")
                .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("basic"))
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse("200", issued)
                        .addAPIResponse("401", refused("The credentials are missing or wrong", "401"))
                        .addAPIResponse("403", refused("The account has no role", "403"))
                        .addAPIResponse("404", refused("Accounts, and tokens, are an identity provider's", "404"))
                        .addAPIResponse(
                                "429", refused("Too many wrong ones; Retry-After says how long to wait", "429")));
    }

    private static APIResponse refused(String description, String status) {
        return OASFactory.createAPIResponse().description(description).content(problem(status));
    }

    private static Map<String, Object> tokenExample() {
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("access_token", "eyJhbGciOiJ…");
        token.put("token_type", "Bearer");
        token.put("expires_in", 900);
        return token;
    }

    private static Schema tokenSchema() {
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .addProperty("access_token", OASFactory.createSchema().type(SchemaType.STRING))
                .addProperty(
                        "token_type",
                        OASFactory.createSchema().type(SchemaType.STRING).addEnumeration("Bearer"))
                .addProperty(
                        "expires_in",
                        OASFactory.createSchema().type(SchemaType.INTEGER).description("Seconds"));
    }

    private static Example example(Object view) {
        try (Jsonb jsonb = JsonbBuilder.create();
                JsonReader reader = Json.createReader(new StringReader(jsonb.toJson(view)))) {
            return OASFactory.createExample().value(plain(reader.readValue()));
        } catch (Exception e) {
            throw new IllegalStateException("The example " + view + " can't be written", e);
        }
    }

    /** As maps and lists, the only values that every server's document writer knows. */
    private static Object plain(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> members = new LinkedHashMap<>();
            object.forEach((name, member) -> members.put(name, plain(member)));
            return members;
        }
        if (value instanceof JsonArray array) {
            return array.stream().map(OpenApiDocument::plain).toList();
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        if (value instanceof JsonNumber number) {
            return number.longValueExact();
        }
        return value == JsonValue.NULL ? null : value == JsonValue.TRUE;
    }
}
