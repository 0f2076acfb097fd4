package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** Every address of the console, with every method, as nobody, as a user without the role, and as admin. */
class AccessIT {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

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
            "/health/ready");

    /**
     * What each gets: nobody/user/admin, where {@code sign-in} is the redirect to the sign-in page. An address that is in the
     * code and not here fails the test: think about who may, then add its lines.
     */
    private static final String EXPECTED = """
            """;

    private static TestConsole console;
    private final Map<Who, String> cookies = new HashMap<>();
    private final Map<Who, String> tokens = new HashMap<>();

    private enum Who {
        NOBODY(null, null),
        USER(TestConsole.USER, TestConsole.USER_PASSWORD),
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
    void onlyAdminsGetInAndEveryAddressIsKnown() throws Exception {
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
            String outcome = outcome(method, address, Who.NOBODY) + "/" + outcome(method, address, Who.USER) + "/"
                    + outcome(method, address, Who.ADMIN);
            methods.computeIfAbsent(outcome, none -> new StringJoiner(",")).add(method);
        }
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
        String location = String.valueOf(answer.header("Location"));
        return answer.status() == 302 && location.contains("/sign-in?return=") ? "sign-in" : "" + answer.status();
    }

    private void authenticate(HttpRequest.Builder request, String address, Who who) {
        if (address.startsWith("/api/")) {
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
