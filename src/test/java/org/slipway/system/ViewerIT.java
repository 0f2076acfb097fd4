package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** A viewer looks at everything and changes nothing. */
class ViewerIT extends InBrowser {
    @BeforeEach
    void somethingIsPending() {
        console.write("V1__slow.sql", "SELECT pg_sleep(120);\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/admin/runs", "/admin/migrations/1", "/admin/settings", "/nothing"})
    void theOnlyFormIsTheOneThatSignsOut(String path) {
        signInAsViewer();
        page.navigate(address(path));
        if (path.equals("/nothing")) {
            complaints.removeIf(complaint -> complaint.contains("404"));
        }
        assertThat(page.locator("form")).hasCount(1);
        assertThat(page.locator("form #sign-out")).hasCount(1);
        assertThat(page.locator(".session")).containsText("vera viewer");
    }

    @Test
    void whereAnAdminHasAButtonThePageSaysWhomToAsk() {
        signInAsViewer();
        assertThat(heading()).containsText("1 migration is pending");
        assertThat(page.locator("main")).containsText("You may look; ask an admin to run.");
        long run = console.post("/api/admin/migrations/run")
                .json()
                .getJsonNumber("id")
                .longValue();
        page.navigate(address("/admin/runs/" + run));
        assertThat(page.locator("main")).containsText("You may look; ask an admin to cancel.");
        assertThat(page.locator("form")).hasCount(1);
        console.post("/api/admin/runs/" + run + "/cancel");
        assertThat(heading()).containsText("Cancelled");
        assertThat(page.locator("main")).not().containsText("ask an admin");
    }

    @Test
    void thePageThatAsksBeforeARunIsRefusedWithWhomToAsk() {
        signInAsViewer();
        Response refused = page.navigate(address("/admin/start"));
        complaints.removeIf(complaint -> complaint.contains("403"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(heading()).containsText("Only an admin may do this");
        page.getByRole(AriaRole.LINK, new com.microsoft.playwright.Page.GetByRoleOptions().setName("To the list"))
                .click();
        assertThat(heading()).containsText("1 migration is pending");
    }

    /** Which pages sign anybody in without a role is {@code AccessIT}'s. */
    @Test
    void whoHasNoRoleReadsWhichAccountThatIs() {
        signIn(TestConsole.USER, TestConsole.USER_PASSWORD);
        assertThat(heading()).containsText("Your account has no role here");
        assertThat(page.locator("main")).containsText("You are signed in as ursula");
        assertThat(page.locator(".session")).containsText("ursula no role");
        complaints.removeIf(complaint -> complaint.contains("403"));
    }

    @Test
    void anAdminsFormSentByAViewerChangesNothing() {
        signIn();
        AtomicReference<String> form = new AtomicReference<>();
        page.onRequest(request -> keepForm(request, form));
        confirm(1);
        long run = Long.parseLong(page.url().replaceFirst(".*/", ""));
        String startForm = form.get();
        console.post("/api/admin/runs/" + run + "/cancel");
        assertThat(heading()).containsText("Cancelled");
        int before = runs();

        String viewer = SignInForm.cookieOf(console, TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
        for (String path : new String[] {"/admin/start", "/admin/start.xhtml", "/admin", "/admin/runs/" + run}) {
            assertThat(send(path, startForm, viewer).status()).as(path).isEqualTo(403);
        }
        assertThat(runs()).isEqualTo(before);
    }

    @Test
    void anAdminsCancelButtonPressedByAViewerCancelsNothing() {
        signIn();
        AtomicReference<String> form = new AtomicReference<>();
        confirm(1);
        long run = Long.parseLong(page.url().replaceFirst(".*/", ""));
        page.route("**/admin/runs/*", route -> {
            keepForm(route.request(), form);
            if (route.request().method().equals("POST")) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.locator("[id='cancelling:cancel']")
                .evaluate("button => button.click()"); // does not wait for a page to come
        page.waitForCondition(() -> form.get() != null);
        complaints.removeIf(complaint -> complaint.contains("ERR_FAILED"));

        String viewer = SignInForm.cookieOf(console, TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
        assertThat(send("/admin/runs/" + run, form.get(), viewer).status()).isEqualTo(403);
        assertThat(status(run)).isEqualTo("RUNNING");
        String admin = SignInForm.cookieOf(console, TestConsole.ADMIN, TestConsole.ADMIN_PASSWORD);
        assertThat(send("/admin/runs/" + run, form.get(), admin).status()).isNotEqualTo(403);
        console.post("/api/admin/runs/" + run + "/cancel");
        Await.until(Duration.ofSeconds(30), () -> status(run), "CANCELLED"::equals);
    }

    private void signInAsViewer() {
        signIn(TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
    }

    private static void keepForm(Request request, AtomicReference<String> form) {
        if (request.method().equals("POST")) {
            form.set(request.postData());
        }
    }

    private static Answer send(String path, String form, String cookie) {
        return console.send(console.request(path)
                .header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static int runs() {
        return console.get("/api/admin/runs").body().split("\"id\":", -1).length - 1;
    }

    private static String status(long run) {
        return console.get("/api/admin/runs/" + run).json().getString("status");
    }
}
