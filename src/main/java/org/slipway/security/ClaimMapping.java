package org.slipway.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slipway.configuration.AuthSettings;

/** What the claims of a token from elsewhere mean here: a name to show, and roles. */
final class ClaimMapping {
    private static final String EMAIL = "email";

    private final AuthSettings.Claims settings;

    ClaimMapping(AuthSettings.Claims settings) {
        this.settings = settings;
    }

    Caller caller(JWTClaimsSet claims) {
        return new Caller(name(claims.getClaims()), roles(claims.getClaims()));
    }

    /** To show, not to recognise somebody by: it is neither unique nor lasting. The subject when no claim has one. */
    String name(Map<String, Object> claims) {
        return settings.names().stream()
                .flatMap(path -> ClaimPath.texts(claims, path).stream())
                .filter(text -> !text.isBlank())
                .findFirst()
                .or(() -> Optional.ofNullable((String) claims.get("sub")))
                .map(PrintableText::of)
                .orElse("");
    }

    /**
     * True when the provider had too many groups to tell and refers to another place for them, as Entra ID does above 200
     * (OpenID Connect Core 5.6.2, distributed claims). Nobody is asked there.
     */
    boolean leavesOut(Map<String, Object> claims) {
        return claims.get("_claim_names") instanceof Map<?, ?> elsewhere
                && settings.roles().stream().anyMatch(elsewhere::containsKey);
    }

    /** Empty for somebody who is known and has nothing to do here. */
    Set<String> roles(Map<String, Object> claims) {
        Set<String> values = new HashSet<>();
        settings.roles().stream()
                .filter(path -> !path.equals(EMAIL) || isVerified(claims))
                .forEach(path -> values.addAll(ClaimPath.texts(claims, path)));
        Set<String> roles = new HashSet<>();
        addIf(values, settings.adminValues(), Roles.ADMIN, roles);
        addIf(values, settings.viewerValues(), Roles.VIEWER, roles);
        return roles;
    }

    private static void addIf(Set<String> values, List<String> wanted, String role, Set<String> roles) {
        if (wanted.stream().anyMatch(values::contains)) {
            roles.add(role);
        }
    }

    /** Anybody can write any address into some providers' profiles; only a verified one says who somebody is. */
    private static boolean isVerified(Map<String, Object> claims) {
        return Boolean.TRUE.equals(claims.get("email_verified"));
    }
}
