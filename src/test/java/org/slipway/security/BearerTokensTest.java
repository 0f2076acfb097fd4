package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.configuration.SettingValues;
import org.slipway.security.RefusedTokenException.Reason;
import org.slipway.security.oidc.Provider;
import org.slipway.testing.TestProvider;

/** Which tokens count by which settings, and what the claims of the providers that are in use mean. */
class BearerTokensTest {
    private static final Map<String, String> AUDIENCE = Map.of("mp.jwt.verify.audiences", "slipway-api");
    private final TestProvider provider = TestProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Keycloak | realm_access.roles | dba | admin | {\"typ\":\"Bearer\",\"azp\":\"ci\",\"preferred_username\":\"service-account-ci\",\"realm_access\":{\"roles\":[\"dba\",\"offline_access\"]},\"scope\":\"profile\"} | service-account-ci",
                "Keycloak, roles of a client | resource_access.\"slipway.api\".roles | dba | admin | {\"typ\":\"Bearer\",\"preferred_username\":\"alice\",\"resource_access\":{\"slipway.api\":{\"roles\":[\"dba\"]}}} | alice",
                "Entra ID, an application | roles | Slipway.Admin | admin | {\"ver\":\"2.0\",\"azp\":\"c0ffee\",\"azpacr\":\"1\",\"oid\":\"o\",\"roles\":[\"Slipway.Admin\"],\"tid\":\"t\"} | subject",
                "Entra ID, a user | roles | Slipway.Admin | admin | {\"ver\":\"2.0\",\"scp\":\"run\",\"preferred_username\":\"alice@example.org\",\"roles\":[\"Slipway.Admin\"]} | alice@example.org",
                "Okta | groups | dba | admin | {\"ver\":1,\"cid\":\"0oa\",\"scp\":[\"run\"],\"groups\":[\"Everyone\",\"dba\"]} | subject",
                "Okta, by scope | scp | slipway.run | admin | {\"cid\":\"0oa\",\"scp\":[\"slipway.run\"]} | subject",
                "Google | email | ci@p.iam.gserviceaccount.com | admin | {\"email\":\"ci@p.iam.gserviceaccount.com\",\"email_verified\":true} | ci@p.iam.gserviceaccount.com",
                "Google, not verified | email | ci@p.iam.gserviceaccount.com | none | {\"email\":\"ci@p.iam.gserviceaccount.com\"} | ci@p.iam.gserviceaccount.com",
                "GitHub Actions | sub | repo:o/r:ref:refs/heads/main | none | {\"repository\":\"o/r\"} | subject",
                "MicroProfile JWT | groups | admin | admin | {\"upn\":\"alice\",\"groups\":[\"admin\"]} | alice"
            })
    void claimsMeanRolesAsSettingsSay(String shape, String path, String value, String role, String claims, String name)
            throws Exception {
        Map<String, String> settings = new HashMap<>(AUDIENCE);
        settings.put("slipway.auth.role-claims", path);
        settings.put("slipway.auth.admin-values", value);

        TokenPrincipal caller = oidc(settings).verify(token(claims));

        assertThat(caller.getName()).as(shape).isEqualTo(name);
        assertThat(caller.getGroups()).as(shape).isEqualTo(role.equals("none") ? Set.of() : Set.of(role));
    }

    @Test
    void withoutAnAudienceAConsoleOfAnIdentityProviderTakesNoTokensAndSaysSo() {
        BearerTokens tokens = oidc(Map.of());

        assertNotVerified(tokens, token("{}"));
        assertThat(tokens.advice())
                .isEqualTo("This console takes no bearer tokens: mp.jwt.verify.audiences is not set.");
    }

    @Test
    void theAdviceNamesTheProviderAndTheAudience() {
        assertThat(oidc(AUDIENCE).advice())
                .isEqualTo(
                        "Send an access token that " + provider.issuer() + " issued for slipway-api as bearer token.");
        assertThat(tokens(Map.of()).advice()).isEqualTo("Send a bearer token; POST /auth/token issues one.");
        assertThat(tokens(external()).advice())
                .isEqualTo("Send a bearer token; POST /auth/token issues one. Or send an access token that "
                        + provider.issuer() + " issued for slipway-api as bearer token.");
    }

    @Test
    void localTokensAreNotTakenWhereAccountsAreTheProviders() {
        assertNotVerified(oidc(AUDIENCE), tokens(secret()).issue(new Caller("alice", Set.of(Roles.ADMIN))));
    }

    @Test
    void aLocalConsoleTakesItsOwnTokensAndThoseOfTheIssuerThatSettingsName() throws Exception {
        BearerTokens both = tokens(external());

        assertThat(both.verify(both.issue(new Caller("alice", Set.of(Roles.VIEWER))))
                        .getGroups())
                .containsExactly("viewer");
        assertThat(both.verify(token("{\"groups\":[\"admin\"]}")).getGroups()).containsExactly("admin");
    }

    @Test
    void aLocalConsoleTakesNoOtherTokens() {
        assertNotVerified(tokens(Map.of()), token("{\"groups\":[\"admin\"]}"));
    }

    /** The issuer's key proves what the issuer says, and nothing of what the console says. */
    @Test
    void theOtherIssuerCanNotSignInTheConsolesName() {
        BearerTokens both = tokens(external());
        JWTClaimsSet claims = provider.apiClaims().issuer(LocalTokens.ISSUER).build();

        assertNotVerified(both, provider.sign(claims));
    }

    @Test
    void anIssuerOfItsOwnMayUseTheProvidersKeys() throws Exception {
        Map<String, String> settings = new HashMap<>(AUDIENCE);
        settings.put("mp.jwt.verify.issuer", "https://sts.example.org/tenant/");

        String token = provider.sign(
                provider.apiClaims().issuer("https://sts.example.org/tenant/").build());

        assertThat(oidc(settings).verify(token).getName()).isEqualTo("alice");
    }

    @Test
    void aProvenTokenOfAnotherIssuerIsToldItsIssuer() {
        String token = provider.sign(
                provider.apiClaims().issuer(provider.issuer() + "/").build());

        assertThatThrownBy(() -> oidc(AUDIENCE).verify(token))
                .hasMessage("The bearer token's issuer (iss) is not the one this console trusts, " + provider.issuer()
                        + ".");
    }

    @Test
    void aTokenThatNamesNobodyIsRefused() {
        String token =
                provider.sign(provider.claims(null).audience("slipway-api").build());

        assertThatThrownBy(() -> oidc(AUDIENCE).verify(token)).hasMessage("The bearer token names nobody (sub).");
    }

    private static void assertNotVerified(BearerTokens tokens, String token) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOfSatisfying(
                        RefusedTokenException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_VERIFIED));
    }

    private Map<String, String> external() {
        Map<String, String> settings = new HashMap<>(AUDIENCE);
        settings.put("mp.jwt.verify.issuer", provider.issuer());
        settings.put("mp.jwt.verify.publickey", provider.key().toPublicJWK().toJSONString());
        return settings;
    }

    private static Map<String, String> secret() {
        return Map.of("slipway.auth.secret", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    }

    private BearerTokens oidc(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(provider.settings());
        settings.putAll(secret());
        settings.putAll(others);
        return tokens(settings);
    }

    private static BearerTokens tokens(Map<String, String> texts) {
        SettingValues values = SettingValues.of(texts);
        SharedSecret secret = new SharedSecret();
        secret.settings = values.auth();
        return new BearerTokens(
                values.auth(),
                values.jwt(),
                secret,
                () -> new Provider(values.auth().oidc().orElseThrow().issuer()));
    }

    private String token(String claims) {
        try {
            JWTClaimsSet.Builder all = provider.claims("subject").audience("slipway-api");
            JSONObjectUtils.parse(claims).forEach(all::claim);
            return provider.sign(all.build());
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }
}
