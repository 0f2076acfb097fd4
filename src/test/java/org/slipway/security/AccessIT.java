package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** Every address of the console, with every method, as nobody, as a user without a role, as viewer and as admin. */
class AccessIT {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");

    /** Addresses that the code makes up at run time, and some that do not exist. */
    private static final List<String> OTHERS = List.of(
            "/admin/runs/1",
            "/admin/migrations/1",
            "/nothing",
            "/api/nothing",
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/jakarta.faces.resource/nothing.css",
            "/health/live",
            "/health/ready",
            "/openapi");

    /**
     * What each gets: nobody/user/viewer/admin, where {@code sign-in} is the redirect to the sign-in page. An address that is in the
     * code and not here fails the test: think about who may, then add its lines. A method that is not listed is answered with
     * 405, whoever asks.
     */
    private static final String EXPECTED = """
            / GET,HEAD sign-in/403/302/302
            / POST sign-in/403/403/302
            /META-INF/MANIFEST.MF GET,HEAD sign-in/403/404/404
            /META-INF/MANIFEST.MF POST sign-in/403/403/404
            /WEB-INF/web.xml GET,HEAD sign-in/403/404/404
            /WEB-INF/web.xml POST sign-in/403/403/404
            /admin GET,HEAD sign-in/403/200/200
            /admin POST sign-in/403/403/200
            /admin.xhtml GET,HEAD sign-in/403/200/200
            /admin.xhtml POST sign-in/403/403/200
            /admin/1 GET,HEAD sign-in/403/404/404
            /admin/1 POST sign-in/403/403/404
            /admin/accept GET,HEAD,POST sign-in/403/403/302
            /admin/accept.xhtml GET,HEAD,POST sign-in/403/403/404
            /admin/adopt GET,HEAD sign-in/403/200/200
            /admin/adopt POST sign-in/403/403/200
            /admin/adopt.xhtml GET,HEAD sign-in/403/404/404
            /admin/adopt.xhtml POST sign-in/403/403/404
            /admin/audit GET,HEAD sign-in/403/200/200
            /admin/audit POST sign-in/403/403/200
            /admin/audit.csv GET,HEAD sign-in/403/200/200
            /admin/audit.csv POST sign-in/403/403/405
            /admin/audit.json GET,HEAD sign-in/403/200/200
            /admin/audit.json POST sign-in/403/403/405
            /admin/audit.xhtml GET,HEAD sign-in/403/404/404
            /admin/audit.xhtml POST sign-in/403/403/404
            /admin/baseline GET,HEAD,POST sign-in/403/403/200
            /admin/baseline.xhtml GET,HEAD,POST sign-in/403/403/404
            /admin/blocker GET,HEAD,POST sign-in/403/403/200
            /admin/blocker.xhtml GET,HEAD,POST sign-in/403/403/404
            /admin/drift GET,HEAD sign-in/403/200/200
            /admin/drift POST sign-in/403/403/200
            /admin/drift.xhtml GET,HEAD sign-in/403/404/404
            /admin/drift.xhtml POST sign-in/403/403/404
            /admin/export GET,HEAD sign-in/403/200/200
            /admin/export POST sign-in/403/403/200
            /admin/export.xhtml GET,HEAD sign-in/403/404/404
            /admin/export.xhtml POST sign-in/403/403/404
            /admin/flyway-schema-history.sql GET,HEAD sign-in/403/200/200
            /admin/flyway-schema-history.sql POST sign-in/403/403/405
            /admin/migration GET,HEAD sign-in/403/200/200
            /admin/migration POST sign-in/403/403/200
            /admin/migration.xhtml GET,HEAD sign-in/403/404/404
            /admin/migration.xhtml POST sign-in/403/403/404
            /admin/migrations/1 GET,HEAD sign-in/403/404/404
            /admin/migrations/1 POST sign-in/403/403/404
            /admin/repair GET,HEAD,POST sign-in/403/403/200
            /admin/repair.xhtml GET,HEAD,POST sign-in/403/403/404
            /admin/run GET,HEAD sign-in/403/200/200
            /admin/run POST sign-in/403/403/200
            /admin/run.xhtml GET,HEAD sign-in/403/404/404
            /admin/run.xhtml POST sign-in/403/403/404
            /admin/runs GET,HEAD sign-in/403/200/200
            /admin/runs POST sign-in/403/403/200
            /admin/runs.xhtml GET,HEAD sign-in/403/404/404
            /admin/runs.xhtml POST sign-in/403/403/404
            /admin/runs/1 GET,HEAD sign-in/403/404/404
            /admin/runs/1 POST sign-in/403/403/404
            /admin/settings GET,HEAD sign-in/403/200/200
            /admin/settings POST sign-in/403/403/200
            /admin/settings.xhtml GET,HEAD sign-in/403/404/404
            /admin/settings.xhtml POST sign-in/403/403/404
            /admin/start GET,HEAD,POST sign-in/403/403/302
            /admin/start.xhtml GET,HEAD,POST sign-in/403/403/404
            /admin/undo GET,HEAD,POST sign-in/403/403/200
            /admin/undo.xhtml GET,HEAD,POST sign-in/403/403/404
            /admin/verify GET,HEAD sign-in/403/200/200
            /admin/verify POST sign-in/403/403/200
            /admin/verify.xhtml GET,HEAD sign-in/403/404/404
            /admin/verify.xhtml POST sign-in/403/403/404
            /api/admin/adoption GET,HEAD,OPTIONS 401/401/200/200
            /api/admin/adoption POST 401/401/403/400
            /api/admin/adoption PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/audit GET,HEAD,OPTIONS 401/401/200/200
            /api/admin/audit POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/audit/verification GET,HEAD,OPTIONS 401/401/200/200
            /api/admin/audit/verification POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/caller GET,HEAD,OPTIONS 401/401/200/200
            /api/admin/caller POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/drift GET,HEAD,OPTIONS 401/401/200/200
            /api/admin/drift POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/drift/accept GET,HEAD 401/401/405/405
            /api/admin/drift/accept POST 401/401/403/400
            /api/admin/drift/accept PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/drift/accept OPTIONS 401/401/200/200
            /api/admin/history/baseline GET,HEAD 401/401/403/200
            /api/admin/history/baseline POST 401/401/403/400
            /api/admin/history/baseline PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/history/baseline OPTIONS 401/401/200/200
            /api/admin/history/export GET,HEAD 401/401/400/400
            /api/admin/history/export POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/history/export OPTIONS 401/401/200/200
            /api/admin/migrations/1 GET,HEAD 401/401/404/404
            /api/admin/migrations/1 POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/migrations/1 OPTIONS 401/401/200/200
            /api/admin/migrations/1/repair GET,HEAD,POST 401/401/403/400
            /api/admin/migrations/1/repair PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/migrations/1/repair OPTIONS 401/401/200/200
            /api/admin/migrations/1/undo GET,HEAD 401/401/405/405
            /api/admin/migrations/1/undo POST 401/401/403/404
            /api/admin/migrations/1/undo PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/migrations/1/undo OPTIONS 401/401/200/200
            /api/admin/migrations/run GET,HEAD,OPTIONS 401/401/200/200
            /api/admin/migrations/run POST 401/401/403/200
            /api/admin/migrations/run PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/runs GET,HEAD,OPTIONS 401/401/200/200
            /api/admin/runs POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/runs/1 GET,HEAD 401/401/404/404
            /api/admin/runs/1 POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/runs/1 OPTIONS 401/401/200/200
            /api/admin/runs/1/blockers/1/end GET,HEAD 401/401/405/405
            /api/admin/runs/1/blockers/1/end POST 401/401/403/404
            /api/admin/runs/1/blockers/1/end PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/runs/1/blockers/1/end OPTIONS 401/401/200/200
            /api/admin/runs/1/cancel GET,HEAD 401/401/405/405
            /api/admin/runs/1/cancel POST 401/401/403/404
            /api/admin/runs/1/cancel PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/admin/runs/1/cancel OPTIONS 401/401/200/200
            /api/admin/settings GET,HEAD,OPTIONS 401/401/200/200
            /api/admin/settings POST,PUT,PATCH,DELETE,BREW 401/401/403/405
            /api/nothing GET,HEAD,OPTIONS 401/401/404/404
            /api/nothing POST,PUT,PATCH,DELETE,BREW 401/401/403/404
            /auth/token POST 401/403/200/200
            /error GET,HEAD sign-in/403/200/200
            /error POST sign-in/403/403/200
            /error.xhtml GET,HEAD sign-in/403/200/200
            /error.xhtml POST sign-in/403/403/200
            /error/status GET,HEAD sign-in/403/302/302
            /error/status POST sign-in/403/403/302
            /health/live GET,HEAD 200/200/200/200
            /health/ready GET,HEAD 200/200/200/200
            /jakarta.faces.resource/nothing.css GET,HEAD 404/404/404/404
            /metrics GET,HEAD 200/200/200/200
            /nothing GET,HEAD sign-in/403/404/404
            /nothing POST sign-in/403/403/404
            /oidc/back-channel-logout POST 404/404/404/404
            /oidc/callback GET 404/404/404/404
            /oidc/sign-in GET 404/404/404/404
            /openapi GET,HEAD 200/200/200/200
            /sign-in GET,HEAD,POST 200/200/200/200
            /sign-in.xhtml GET,HEAD,POST 200/200/200/200
            /sign-out POST 302/302/302/302
            /signed-out GET,HEAD,POST 200/200/200/200
            /signed-out.xhtml GET,HEAD,POST 200/200/200/200
            """;

    private static TestConsole console;
    private final Map<Who, String> cookies = new HashMap<>();
    private final Map<Who, String> tokens = new HashMap<>();

    private enum Who {
        NOBODY(null, null),
        USER(TestConsole.USER, TestConsole.USER_PASSWORD),
        VIEWER(TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD),
        ADMIN(TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);

        private final String name;
        private final String password;

        Who(String name, String password) {
            this.name = name;
            this.password = password;
        }
    }

    @BeforeAll
    static void startWithNothingToRun() {
        console = TestConsole.shared();
        console.reset();
    }

    @Test
    void everyAddressIsKnownAndLetsInOnlyWhomItMay() throws Exception {
        SortedSet<String> addresses = Endpoints.all(Path.of(System.getProperty("war")));
        addresses.addAll(OTHERS);
        StringJoiner actual = new StringJoiner("\n", "", "\n");
        addresses.forEach(address -> lines(address).forEach(actual::add));

        assertThat(actual.toString()).isEqualTo(EXPECTED);
    }

    /** Methods with the same outcome share a line. */
    private List<String> lines(String address) {
        Map<String, StringJoiner> methods = new LinkedHashMap<>();
        for (String method : METHODS) {
            String outcome = Arrays.stream(Who.values())
                    .map(who -> outcome(method, address, who))
                    .collect(Collectors.joining("/"));
            methods.computeIfAbsent(outcome, none -> new StringJoiner(",")).add(method);
        }
        methods.remove("405/405/405/405");
        return methods.entrySet().stream()
                .map(line -> address + " " + line.getValue() + " " + line.getKey())
                .toList();
    }

    private String outcome(String method, String address, Who who) {
        HttpRequest.Builder request = console.request(address).method(method, HttpRequest.BodyPublishers.noBody());
        if (who != Who.NOBODY) {
            authenticate(request, address, who);
        }
        Answer answer = console.send(request);
        if (address.equals("/sign-out")) {
            cookies.remove(who);
        }
        if (answer.status() == 405) {
            assertThat(answer.header("Allow")).as(method + " " + address).isNotEmpty();
        }
        String location = String.valueOf(answer.header("Location"));
        return answer.status() == 302 && location.contains("/sign-in?return=") ? "sign-in" : "" + answer.status();
    }

    private void authenticate(HttpRequest.Builder request, String address, Who who) {
        if (address.startsWith("/api/") && who == Who.USER) {
            // gets no token; its password is none
            request.header("Authorization", TestConsole.basic(who.name, who.password));
        } else if (address.startsWith("/api/")) {
            request.header("Authorization", "Bearer " + tokens.computeIfAbsent(who, AccessIT::token));
        } else if (address.equals("/auth/token")) {
            request.header("Authorization", TestConsole.basic(who.name, who.password));
        } else {
            request.header(
                    "Cookie",
                    cookies.computeIfAbsent(who, them -> SignInForm.cookieOf(console, them.name, them.password)));
        }
    }

    private static String token(Who who) {
        return console.send(console.request("/auth/token")
                        .header("Authorization", TestConsole.basic(who.name, who.password))
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .json()
                .getString("access_token");
    }
}
