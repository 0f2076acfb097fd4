package org.slipway.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.Chromium;
import org.slipway.testing.ConsoleClient;
import org.slipway.testing.SignInForm;
import org.slipway.testing.TestConsole;

/** Markup in every text that comes from a file, the database or a person, and then every page. */
class InjectionIT {
    private static final TestConsole CONSOLE = TestConsole.shared();
    private static final Pattern LINK = Pattern.compile("href=\"(/admin[^\"#]*)");

    /** Where an {@link #image} was put; each has to be seen on some page, as text. */
    private static final Set<String> EXPECTED = new TreeSet<>(List.of(
            "actor",
            "check",
            "checkError",
            "description",
            "detail",
            "documentation",
            "failed",
            "file",
            "hint",
            "notice",
            "sql",
            "step",
            "table",
            "warning"));

    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void everyTextIsMarkup() {
        CONSOLE.reset();
        CONSOLE.write("V1__" + image("file") + ".sql", """
                -- %s
                -- slipway:check %s: SELECT '%s'::int
                -- slipway:step %s
                CREATE TABLE "%s" (id int);
                DO $$ BEGIN RAISE NOTICE '%s'; RAISE WARNING '%s'; END $$;
                CREATE TABLE IF NOT EXISTS "%s" (id int);
                SELECT '</script><script>alert(1)</script>%s';
                """.formatted(
                        image("documentation"),
                        image("check").replace(":", ""),
                        image("checkError"),
                        image("step"),
                        image("table"),
                        image("notice"),
                        image("warning"),
                        image("table"),
                        image("sql")));
        CONSOLE.write("V2__fails.sql", """
                DO $$ BEGIN RAISE EXCEPTION USING MESSAGE = '%s', DETAIL = '%s', HINT = '%s'; END $$;
                """.formatted(image("failed"), image("detail"), image("hint")));
        CONSOLE.write("R__" + image("description") + ".sql", "SELECT 1;");
        ConsoleClient actor = new ConsoleClient(CONSOLE.uri("/"), TestConsole.MARKUP, TestConsole.VIEWER_PASSWORD);
        Answer run = actor.post("/api/admin/migrations/run?wait=30s");
        assertThat(run.status()).as(run.body()).isEqualTo(424);
        SignInForm.submit(CONSOLE, image("stranger"), "wrong", "", "User-Agent", image("agent"));
        for (String user : List.of(TestConsole.MARKUP, TestConsole.VIEWER)) {
            PAGES.putAll(crawl(SignInForm.cookieOf(CONSOLE, user, TestConsole.VIEWER_PASSWORD), user));
        }
    }

    private static String image(String where) {
        return "<img src=x id=" + where + " onerror=alert(1)>";
    }

    /** All pages that links lead to, by who asked and their address. */
    private static Map<String, String> crawl(String cookie, String user) {
        Map<String, String> pages = new LinkedHashMap<>();
        Deque<String> addresses = new ArrayDeque<>(List.of("/admin", "/admin/start", "/nothing"));
        Set<String> known = new TreeSet<>(addresses);
        while (!addresses.isEmpty() && known.size() < 200) {
            String address = addresses.remove();
            Answer page = CONSOLE.send(
                    CONSOLE.request(address).header("Cookie", cookie).GET());
            if (!String.valueOf(page.header("Content-Type")).startsWith("text/html")) {
                continue;
            }
            assertThat(page.status()).as(address).isLessThan(500);
            pages.put(user + " " + address, page.body());
            Matcher link = LINK.matcher(page.body());
            while (link.find()) {
                String next = link.group(1).replace("&amp;", "&");
                if (known.add(next)) {
                    addresses.add(next);
                }
            }
        }
        return pages;
    }

    @Test
    void everyTextIsOnSomePageAndNowhereAsMarkup() {
        Set<String> seen = new TreeSet<>();
        Matcher escaped = Pattern.compile("&lt;img src=x id=([A-Za-z]+)").matcher(String.join("\n", PAGES.values()));
        while (escaped.find()) {
            seen.add(escaped.group(1));
        }

        assertThat(PAGES).hasSizeGreaterThan(10);
        assertThat(PAGES)
                .allSatisfy(
                        (page, html) -> assertThat(html).doesNotContain("<img src=x", "<script>", "</script><script"));
        assertThat(seen).containsAll(EXPECTED);
    }

    @Test
    void noScriptRunsAndNoPolicyIsBrokenInARealBrowser() {
        List<String> incidents = new ArrayList<>();
        try (Chromium chromium = Chromium.startOrSkip();
                BrowserContext browser = chromium.browser().newContext()) {
            String cookie = SignInForm.cookieOf(CONSOLE, TestConsole.MARKUP, TestConsole.VIEWER_PASSWORD);
            browser.addCookies(List.of(new Cookie("slipway-session", cookie.split("=", 2)[1])
                    .setUrl(CONSOLE.uri("/").toString())));
            Page page = browser.newPage();
            page.onDialog(dialog -> {
                incidents.add(page.url() + " opened a dialog");
                dialog.dismiss();
            });
            page.onPageError(error -> incidents.add(page.url() + " " + error));
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    incidents.add(page.url() + " " + message.text());
                }
            });
            PAGES.keySet().stream()
                    .filter(key -> key.startsWith(TestConsole.MARKUP))
                    .map(key -> key.substring(TestConsole.MARKUP.length() + 1))
                    .forEach(address -> {
                        page.navigate(CONSOLE.uri("/") + address.substring(1));
                        if (page.locator("img[src=x]").count() > 0) {
                            incidents.add(address + " has the image");
                        }
                    });
        }

        assertThat(incidents).isEmpty();
    }
}
