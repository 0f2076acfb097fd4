package org.slipway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.testing.Answer;
import org.slipway.testing.Await;
import org.slipway.testing.KeycloakOperator;
import org.slipway.testing.KeycloakProcess;
import org.slipway.testing.TestConsole;
import org.slipway.testing.WebBrowser;
import org.slipway.testing.WebBrowser.Page;

/** The console with a real Keycloak as its identity provider: what an imitation of one might get wrong. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakIT {
    private static final String STATUS = "/api/admin/migrations/run";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static KeycloakProcess keycloak;
    private static KeycloakOperator operator;
    private static TestConsole console;

    private final WebBrowser browser = new WebBrowser();

    @BeforeAll
    static void start() throws Exception {
        keycloak = KeycloakProcess.unpacked();
        operator = new KeycloakOperator(keycloak);
        console = TestConsole.start(settings());
        keycloak.begin(console.uri(""));
        assertThat(aStranger().status()).as("while the provider starts").isEqualTo(503);
        keycloak.awaitReady();
        System.out.println("KeycloakIT: " + keycloak.version() + ", Payara Micro "
                + System.getProperty("payara.version") + ", Java " + Runtime.version());
    }

    /** Three places where a realm can have roles, all at once. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("slipway.auth.mode", "oidc");
        settings.put("slipway.auth.local.admin-password", "");
        settings.put("slipway.auth.local.users-file", "");
        settings.put("slipway.auth.oidc.issuer", keycloak.issuer());
        settings.put("slipway.auth.oidc.client-id", KeycloakProcess.CLIENT_ID);
        settings.put("slipway.auth.oidc.client-secret", KeycloakProcess.CLIENT_SECRET);
        settings.put("slipway.auth.role-claims", "realm_access.roles,resource_access.slipway.roles,groups");
        settings.put("slipway.auth.admin-values", "admin,schema-owners");
        settings.put("slipway.auth.viewer-values", "viewer,schema-readers");
        settings.put("mp.jwt.verify.audiences", "slipway-api");
        settings.put("mp.jwt.verify.clock.skew", "0");
        return settings;
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @BeforeEach
    void emptyFolder() {
        console.reset();
        console.write("V1__boat.sql", "CREATE TABLE boat (name text);");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "rolf"})
    void whoeverHasTheRoleInTheRealmOrOfTheClientIsAnAdmin(String user) {
        Page page = signIn(user, "/admin");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("admin/start", user);
        assertThat(run(page).address().getPath()).startsWith("/admin/runs/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vera", "greta"})
    void whoeverMayOnlyLookFindsNoButtonAndCanNotRun(String user) {
        Page page = signIn(user, "/admin");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("boat").doesNotContain("admin/start");
        assertThat(browser.open(console.uri("/admin/start")).status()).isEqualTo(403);
    }

    @Test
    void whoeverHasNoRoleIsToldSo() {
        assertThat(signIn("nora", "/admin").status()).isEqualTo(403);
    }

    @Test
    void aNameWithOddCharactersIsShownAsItIs() {
        Page page = signIn("o'brien <b>", "/admin");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .containsAnyOf("o'brien &lt;b&gt;", "o&#39;brien &lt;b&gt;")
                .doesNotContain("brien <b>");
    }

    @Test
    void signInLeadsToThePageThatWasAskedFor() {
        Page page = signIn("ada", "/admin/runs?status=FAILED");
        assertThat(page.address()).isEqualTo(console.uri("/admin/runs?status=FAILED"));
    }

    @Test
    void signOutEndsTheSessionOfKeycloakToo() {
        int before = operator.sessions("ada");
        Page page = signIn("ada", "/admin");
        assertThat(operator.sessions("ada")).isEqualTo(before + 1);
        Page after = browser.submit(page, "sign-out", Map.of());
        assertThat(after.address().getPath()).as(after.toString()).isEqualTo("/signed-out");
        assertThat(operator.sessions("ada")).isEqualTo(before);
        assertThat(browser.open(console.uri("/admin")).body()).contains("kc-form-login");
    }

    /** Somebody with one session: of several, Keycloak 26.4 ends all and names one to us. */
    @Test
    void whomKeycloakSignsOutIsSignedOutHere() {
        signIn("omar", "/admin");
        operator.signOut("omar");
        Await.until(SOON, () -> browser.open(console.uri("/admin")).body(), body -> body.contains("kc-form-login"));
    }

    @Test
    void aPipelineRunsMigrationsWithItsOwnToken() {
        Answer run = api("POST", STATUS + "?wait=60s", operator.clientCredentials("pipeline"));
        assertThat(run.status()).as(run.toString()).isEqualTo(200);
        assertThat(run.json().getString("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aPipelineThatMayOnlyLookCanNotRun() {
        String token = operator.clientCredentials("watcher");
        assertThat(api("GET", STATUS, token).status()).isEqualTo(200);
        assertThat(api("POST", STATUS, token).status()).isEqualTo(403);
        assertThat(api("GET", STATUS, operator.clientCredentials("stranger")).status())
                .isEqualTo(403);
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertThat(api("GET", STATUS, operator.clientCredentials("elsewhere")).status())
                .isEqualTo(401);
        assertThat(api("GET", STATUS, operator.password("ada").getString("access_token"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anIdTokenIsNoAccessToken() {
        String idToken = operator.password("ada").getString("id_token");
        assertThat(api("GET", STATUS, idToken).status()).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsRefused() {
        String token = operator.clientCredentials("short-lived");
        Answer refused = Await.until(SOON, () -> api("GET", STATUS, token), answer -> answer.status() == 401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void keysMayBeRotated() {
        String before = operator.clientCredentials("pipeline");
        assertThat(api("GET", STATUS, before).status()).isEqualTo(200);
        operator.rotateKeys();
        String after = operator.clientCredentials("pipeline");
        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        Await.until(SOON, () -> api("GET", STATUS, after).status(), status -> status == 200);
        assertThat(api("GET", STATUS, before).status()).isEqualTo(200);
        assertThat(signIn("ada", "/admin").status()).isEqualTo(200);
    }

    /** The last one, because it takes a while until Keycloak is back. What the console knows of it, it keeps. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theConsoleOutlivesItsProvider() throws Exception {
        signIn("ada", "/admin");
        String token = operator.clientCredentials("pipeline");
        assertThat(api("GET", STATUS, token).status()).isEqualTo(200);
        keycloak.close();
        assertThat(browser.open(console.uri("/admin")).status())
                .as("who is signed in")
                .isEqualTo(200);
        assertThat(api("GET", STATUS, token).status()).as("who has a token").isEqualTo(200);
        Await.until(SOON, KeycloakIT::askToSignIn, answer -> answer.status() == 503);
        assertThat(console.send(console.request("/health/ready").GET()).status())
                .isEqualTo(200);
        keycloak.start();
        keycloak.awaitReady();
        assertThat(aStranger().body()).contains("kc-form-login");
    }

    private static Answer askToSignIn() {
        return console.send(console.request("/oidc/sign-in").GET());
    }

    private static Page aStranger() {
        return new WebBrowser().open(console.uri("/admin"));
    }

    private Page signIn(String user, String path) {
        Page form = browser.open(console.uri(path));
        return browser.submit(
                form, "kc-form-login", Map.of("username", user, "password", KeycloakOperator.passwordOf(user)));
    }

    private Page run(Page dashboard) {
        Page question = browser.open(dashboard.address().resolve("/admin/start"));
        return browser.submit(question, "admin/start", Map.of());
    }

    private static Answer api(String method, String path, String token) {
        return console.send(console.request(path)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static String keyOf(String token) {
        return token.substring(0, token.indexOf('.'));
    }
}
