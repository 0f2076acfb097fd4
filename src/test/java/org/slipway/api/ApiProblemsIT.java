package org.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.audit.AuditAction;
import org.slipway.testing.Answer;
import org.slipway.testing.TestConsole;

/** Every error of the API is a problem (RFC 9457), and the API's document knows it. */
class ApiProblemsIT {
    private static TestConsole console;

    @BeforeAll
    static void start() {
        console = TestConsole.shared();
        console.reset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | nowhere                    | 404 | There is nothing at this address.",
                "GET    | admin/migrations           | 404 | There is nothing at this address.",
                "GET    | admin/migrations/77        | 404 | There is no migration 77.",
                "GET    | admin/migrations/%3Cb%3E   | 404 | There is no migration <b>.",
                "GET    | admin/runs/77              | 404 | There is no run 77.",
                "GET    | admin/runs/x               | 404 | There is no run x.",
                "GET    | admin/runs/99999999999999999999 | 404 | There is no run 99999999999999999999.",
                "POST   | admin/runs/77/cancel       | 404 | There is no run 77.",
                "GET    | admin/runs?limit=0         | 400 | limit=0 is not a whole number from 1 to 1000.",
                "GET    | admin/runs?limit=1001      | 400 | limit=1001 is not a whole number from 1 to 1000.",
                "GET    | admin/runs?before=x        | 400 | before=x is not a whole number from 1 to 9223372036854775807.",
                "POST   | admin/migrations/run?wait=30 | 400 | wait=30 is not a time: a whole number with ms, s, m or h is"
                        + " expected, such as wait=30s (5m at most).",
                "GET    | admin/audit?from=x         | 400 | from=x is not a time: 2026-03-02, which begins in UTC, or"
                        + " 2026-03-02T12:00:00Z is expected; a + is to be written as %2B.",
                "GET    | admin/audit?until=2026-02-30 | 400 | until=2026-02-30 is not a time: 2026-03-02, which begins in"
                        + " UTC, or 2026-03-02T12:00:00Z is expected; a + is to be written as %2B.",
                "GET    | admin/audit?run=x          | 400 | run=x is not a whole number from 1 to 9223372036854775807.",
                "GET    | admin/audit?limit=1001     | 400 | limit=1001 is not a whole number from 1 to 1000.",
                "GET    | admin/audit?before=0       | 400 | before=0 is not a whole number from 1 to"
                        + " 9223372036854775807.",
                "GET    | admin/audit?format=xml     | 400 | format=xml is none of [CSV, JSON].",
                "GET    | admin/audit/verification?id=1 | 400 | id and hash belong together: one is missing.",
                "GET    | admin/audit/verification?id=1&hash=ab | 400 | hash=ab is not 64 hexadecimal digits.",
                "GET    | admin/audit/1              | 404 | There is nothing at this address.",
                "DELETE | admin/audit                | 405 | DELETE is not possible here; GET, OPTIONS is.",
                "DELETE | admin/runs/77              | 405 | DELETE is not possible here; GET, OPTIONS is."
            })
    void aRequestThatCantBeAnsweredSaysWhy(String method, String path, int status, String detail) {
        Answer answer = console.send(asAdmin(path).method(method, BodyPublishers.noBody()));

        assertProblem(answer, status, detail);
        assertThat(answer.json().getString("instance")).isEqualTo("/api/" + path.replaceFirst("\\?.*", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | {     | 400 | The body is not JSON: line 1, column 3.",
                "application/json | []    | 400 | The body must be a JSON object, such as {\"target\": \"3\"}.",
                "application/json | {\"outOfOder\":true} | 400 | The body has an unknown field \"outOfOder\"; it may have"
                        + " target, outOfOrder, undecided, rebuildInvalidIndexes.",
                "application/json | {\"target\":\"\"} | 400 | target must be a version in quotes, such as \"3.1\", or"
                        + " null.",
                "application/x-www-form-urlencoded | {} | 415 | The body must be JSON; say Content-Type:"
                        + " application/json."
            })
    void aBodyThatCantBeUnderstoodRunsNothing(String type, String body, int status, String detail) {
        Answer answer = console.send(
                asAdmin("admin/migrations/run").header("Content-Type", type).POST(BodyPublishers.ofString(body)));

        assertProblem(answer, status, detail);
    }

    @Test
    void nobodyAsksInVainForAnotherFormat() {
        Answer answer = console.send(asAdmin("admin/runs").header("Accept", "text/html"));

        assertProblem(answer, 406, "The answer is application/json; allow it in the Accept header.");
    }

    @Test
    void anUnknownActionIsToldAllThatThereAre() {
        assertProblem(
                console.send(asAdmin("admin/audit?action=x")),
                400,
                "action=x is none of " + List.of(AuditAction.values()) + ".");
    }

    @Test
    void withoutATokenEverythingIs401() {
        Answer answer = console.send(console.request("/api/admin/migrations/run"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith(ProblemFilter.PROBLEM_JSON);
    }

    @Test
    void theDocumentKnowsEveryOperationAndAnExampleOfEveryAnswer() {
        JsonObject document = console.send(console.request("/openapi").header("Accept", "application/json"))
                .json();

        Set<String> operations = new TreeSet<>();
        document.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
                    operations.add(method + " " + path);
                    assertExamples(method + " " + path, operation.asJsonObject());
                }));
        assertThat(operations)
                .containsExactly(
                        "get /api/admin/adoption",
                        "get /api/admin/audit",
                        "get /api/admin/audit/verification",
                        "get /api/admin/caller",
                        "get /api/admin/drift",
                        "get /api/admin/history/baseline",
                        "get /api/admin/history/export",
                        "get /api/admin/migrations/run",
                        "get /api/admin/migrations/{key}",
                        "get /api/admin/migrations/{key}/repair",
                        "get /api/admin/runs",
                        "get /api/admin/runs/{id}",
                        "get /api/admin/settings",
                        "post /api/admin/adoption",
                        "post /api/admin/drift/accept",
                        "post /api/admin/history/baseline",
                        "post /api/admin/migrations/run",
                        "post /api/admin/migrations/{key}/repair",
                        "post /api/admin/migrations/{key}/undo",
                        "post /api/admin/runs/{id}/blockers/{pid}/end",
                        "post /api/admin/runs/{id}/cancel",
                        "post /auth/token");
        assertThat(document.getJsonObject("components").getJsonObject("schemas").keySet())
                .contains(
                        "Status",
                        "AuditEvent",
                        "AuditVerification",
                        "Run",
                        "RunSummary",
                        "Step",
                        "Error",
                        "Migration",
                        "Caller",
                        "Problem",
                        "RunRequest",
                        "Token");
    }

    private static void assertExamples(String operation, JsonObject description) {
        description.getJsonObject("responses").forEach((status, response) -> {
            assertThat(response.asJsonObject().keySet())
                    .as(operation + " " + status)
                    .contains("description", "content");
            response.asJsonObject()
                    .getJsonObject("content")
                    .forEach((type, content) -> content.asJsonObject()
                            .getJsonObject("examples")
                            .forEach((name, example) -> assertThat(
                                            example.asJsonObject().keySet())
                                    .as(operation + " " + status + " " + name)
                                    .containsExactly("value")));
        });
    }

    private static void assertProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(ProblemFilter.PROBLEM_JSON);
        JsonObject problem = answer.json();
        assertThat(Map.of("status", problem.getInt("status"), "detail", problem.getString("detail")))
                .isEqualTo(Map.of("status", status, "detail", detail));
        assertThat(problem.keySet())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance", "traceId");
        assertThat(answer.header("traceresponse")).contains("-" + problem.getString("traceId") + "-");
    }

    private static HttpRequest.Builder asAdmin(String path) {
        return console.request("/api/" + path).header("Authorization", "Bearer " + console.token());
    }
}
