package org.slipway.security;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.security.enterprise.CallerPrincipal;
import java.io.StringReader;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who called the API, with the token that says so: {@code @Inject JsonWebToken}, or the caller principal of a servlet, a
 * resource or an EJB. Made only of tokens that were verified.
 *
 * <p>{@link #getGroups} are the console's roles, which is what the claims mean here; the claim {@code groups} itself is
 * {@link #getClaim}'s. Other claims are a {@code String} or what JSON Processing has for them.
 */
public final class TokenPrincipal extends CallerPrincipal implements JsonWebToken {
    private static final long serialVersionUID = 1L;

    private final JWTClaimsSet claims;
    private final HashSet<String> roles;
    private final String raw;

    TokenPrincipal(Caller caller, JWTClaimsSet claims, String raw) {
        super(caller.name());
        this.claims = claims;
        this.roles = new HashSet<>(caller.roles());
        this.raw = raw;
    }

    Caller caller() {
        return new Caller(getName(), roles);
    }

    @Override
    public Set<String> getGroups() {
        return Set.copyOf(roles);
    }

    /** Seconds since 1970. */
    @Override
    public long getExpirationTime() {
        return seconds(claims.getExpirationTime());
    }

    /** Seconds since 1970; 0 when the token does not say. */
    @Override
    public long getIssuedAtTime() {
        return seconds(claims.getIssueTime());
    }

    private static long seconds(Date time) {
        return time == null ? 0 : time.toInstant().getEpochSecond();
    }

    @Override
    public Set<String> getClaimNames() {
        Set<String> names = new LinkedHashSet<>(claims.getClaims().keySet());
        names.add(Claims.raw_token.name());
        return names;
    }

    /** Null when it is not there. */
    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String name) {
        return (T) (name.equals(Claims.raw_token.name()) ? raw : value(name, claims.getClaim(name)));
    }

    private Object value(String name, Object value) {
        if (value == null || value instanceof String) {
            return name.equals(Claims.aud.name()) && value != null ? Set.of((String) value) : value;
        }
        if (value instanceof Date date) {
            return seconds(date);
        }
        boolean texts = name.equals(Claims.aud.name()) || name.equals(Claims.groups.name());
        if (texts && value instanceof Collection<?> many && many.stream().allMatch(String.class::isInstance)) {
            return new LinkedHashSet<>(many);
        }
        if (isTime(name) && value instanceof Number seconds) {
            return seconds.longValue();
        }
        return json(name);
    }

    private static boolean isTime(String name) {
        return name.equals(Claims.auth_time.name()) || name.equals(Claims.updated_at.name());
    }

    private Object json(String name) {
        try (JsonReader reader = Json.createReader(new StringReader(claims.toString()))) {
            JsonValue value = reader.readObject().get(name);
            return value instanceof JsonString text ? text.getString() : value;
        }
    }
}
