package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slipway.configuration.SettingValues;

/** Claims as providers write them, by their documentation. */
class ClaimMappingTest {
    private static final String GUID = "7a3f2f0e-6a0b-4a52-9a0e-2f8c1d8f0b11";

    @Test
    void keycloaksRealmRoles() {
        ClaimMapping mapping = mapping("slipway.auth.role-claims", "realm_access.roles");
        Map<String, Object> claims =
                Map.of("realm_access", Map.of("roles", List.of("offline_access", "uma_authorization", "admin")));

        assertThat(mapping.roles(claims)).containsExactly("admin");
    }

    @Test
    void keycloaksClientRolesOfAClientWithADotInItsName() {
        ClaimMapping mapping = mapping("slipway.auth.role-claims", "resource_access.\"slipway.console\".roles");
        Map<String, Object> claims = Map.of(
                "resource_access",
                Map.of(
                        "slipway.console",
                        Map.of("roles", List.of("viewer")),
                        "account",
                        Map.of("roles", List.of("admin"))));

        assertThat(mapping.roles(claims)).containsExactly("viewer");
    }

    @Test
    void keycloaksGroupsWithTheirPath() {
        ClaimMapping mapping =
                mapping("slipway.auth.admin-values", "/database/admins", "slipway.auth.viewer-values", "/database");

        assertThat(mapping.roles(Map.of("groups", List.of("/database/admins")))).containsExactly("admin");
        assertThat(mapping.roles(Map.of("groups", List.of("/database")))).containsExactly("viewer");
    }

    @Test
    void entrasApplicationRoles() {
        ClaimMapping mapping =
                mapping("slipway.auth.role-claims", "roles", "slipway.auth.admin-values", "Slipway.Admin");

        assertThat(mapping.roles(Map.of("roles", List.of("Slipway.Admin")))).containsExactly("admin");
        assertThat(mapping.roles(Map.of("roles", List.of("slipway.admin")))).isEmpty();
    }

    @Test
    void entrasGroupsByTheirIds() {
        ClaimMapping mapping = mapping("slipway.auth.admin-values", GUID);

        assertThat(mapping.roles(Map.of("groups", List.of("another", GUID)))).containsExactly("admin");
    }

    @Test
    void entrasTooManyGroupsAreNoticed() {
        ClaimMapping mapping = mapping("slipway.auth.admin-values", GUID);
        Map<String, Object> claims = Map.of(
                "_claim_names", Map.of("groups", "src1"),
                "_claim_sources",
                        Map.of("src1", Map.of("endpoint", "https://graph.windows.net/t/users/u/getMemberObjects")));

        assertThat(mapping.roles(claims)).isEmpty();
        assertThat(mapping.leavesOut(claims)).isTrue();
        assertThat(mapping.leavesOut(Map.of("groups", List.of()))).isFalse();
        assertThat(mapping.leavesOut(Map.of("_claim_names", Map.of("payment", "src1"))))
                .isFalse();
        assertThat(mapping.leavesOut(Map.of("_claim_names", "groups"))).isFalse();
    }

    @Test
    void oktasGroups() {
        ClaimMapping mapping = mapping("slipway.auth.admin-values", "Slipway Admins");

        assertThat(mapping.roles(Map.of("groups", List.of("Everyone", "Slipway Admins"))))
                .containsExactly("admin");
    }

    @Test
    void googlesAccountsHaveNoGroupsAndCountByTheirVerifiedAddress() {
        ClaimMapping mapping = mapping(
                "slipway.auth.role-claims", "email",
                "slipway.auth.admin-values", "alice@example.org",
                "slipway.auth.viewer-values", "vera@example.org");

        assertThat(mapping.roles(Map.of("email", "alice@example.org", "email_verified", true)))
                .containsExactly("admin");
        assertThat(mapping.roles(Map.of("email", "vera@example.org", "email_verified", true)))
                .containsExactly("viewer");
        assertThat(mapping.roles(Map.of("email", "mallory@example.org", "email_verified", true)))
                .isEmpty();
    }

    @Test
    void anAddressThatNobodyVerifiedGivesNoRole() {
        ClaimMapping mapping =
                mapping("slipway.auth.role-claims", "email", "slipway.auth.admin-values", "alice@example.org");

        assertThat(mapping.roles(Map.of("email", "alice@example.org"))).isEmpty();
        assertThat(mapping.roles(Map.of("email", "alice@example.org", "email_verified", false)))
                .isEmpty();
        assertThat(mapping.roles(Map.of("email", "alice@example.org", "email_verified", "true")))
                .isEmpty();
    }

    @Test
    void claimsOfUnexpectedShapesGiveNoRole() {
        ClaimMapping mapping = mapping("slipway.auth.role-claims", "groups,realm_access.roles");
        Map<String, Object> claims = new HashMap<>();
        claims.put("groups", Map.of("admin", true));
        claims.put("realm_access", List.of("admin"));
        assertThat(mapping.roles(claims)).isEmpty();
        claims.put("groups", null);
        claims.put("realm_access", "admin");
        assertThat(mapping.roles(claims)).isEmpty();
        claims.put("groups", List.of(1, List.of("admin"), Map.of()));
        assertThat(mapping.roles(claims)).isEmpty();
        assertThat(mapping.roles(Map.of())).isEmpty();
    }

    @Test
    void bothRolesTogether() {
        assertThat(mapping().roles(Map.of("groups", List.of("admin", "viewer"))))
                .isEqualTo(Set.of("admin", "viewer"));
    }

    @Test
    void theNameIsTheFirstThatIsThereAndElseTheSubject() {
        ClaimMapping mapping = mapping();

        assertThat(mapping.name(Map.of("sub", "1", "preferred_username", "alice", "email", "a@example.org")))
                .isEqualTo("alice");
        assertThat(mapping.name(Map.of("sub", "1", "preferred_username", " ", "email", "a@example.org")))
                .isEqualTo("a@example.org");
        assertThat(mapping.name(Map.of("sub", "1", "name", "Alice"))).isEqualTo("1");
    }

    @Test
    void aNameIsShortAndOfPrintableCharacters() {
        ClaimMapping mapping = mapping();

        assertThat(mapping.name(Map.of("sub", "a\r\nb\u0000c\u202ed\u200be"))).isEqualTo("a??b?c?d?e");
        assertThat(mapping.name(Map.of("sub", "😀".repeat(300)))).isEqualTo("😀".repeat(200) + "…");
        assertThat(mapping.name(Map.of("sub", "Zoë O'Neil-Ōta 山"))).isEqualTo("Zoë O'Neil-Ōta 山");
    }

    private static ClaimMapping mapping(String... settings) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            texts.put(settings[i], settings[i + 1]);
        }
        return new ClaimMapping(SettingValues.of(texts).auth().claims());
    }
}
