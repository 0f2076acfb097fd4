package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class TokenPrincipalTest {
    private static final String CLAIMS = """
            {"iss":"https://login.example.org","sub":"4711","aud":"slipway-api","jti":"j","iat":1700000000,"exp":1700000060,
             "auth_time":1699999999,"groups":["dba","everybody"],"admin":true,"level":3,"address":{"city":"Bern"},
             "amr":["pwd"],"upn":"alice"}""";

    private static TokenPrincipal principal() throws Exception {
        return new TokenPrincipal(
                new Caller("alice", Set.of(Roles.ADMIN)), JWTClaimsSet.parse(CLAIMS), "raw.token.text");
    }

    @Test
    void itSaysWhatMicroProfileJwtAsksFor() throws Exception {
        JsonWebToken token = principal();

        assertThat(token.getName()).isEqualTo("alice");
        assertThat(token.getIssuer()).isEqualTo("https://login.example.org");
        assertThat(token.getSubject()).isEqualTo("4711");
        assertThat(token.getAudience()).containsExactly("slipway-api");
        assertThat(token.getTokenID()).isEqualTo("j");
        assertThat(token.getIssuedAtTime()).isEqualTo(1700000000);
        assertThat(token.getExpirationTime()).isEqualTo(1700000060);
        assertThat(token.getRawToken()).isEqualTo("raw.token.text");
        assertThat(token.getGroups()).containsExactly("admin");
    }

    @Test
    void aClaimHasTheTypeOfTheStandard() throws Exception {
        JsonWebToken token = principal();

        assertThat(token.<Object>getClaim(Claims.exp)).isEqualTo(1700000060L);
        assertThat(token.<Object>getClaim(Claims.auth_time)).isEqualTo(1699999999L);
        assertThat(token.<Object>getClaim("aud")).isEqualTo(Set.of("slipway-api"));
        assertThat(token.<Object>getClaim("groups")).isEqualTo(Set.of("dba", "everybody"));
        assertThat(token.<Object>getClaim("upn")).isEqualTo("alice");
        assertThat(token.<Object>getClaim("admin")).isEqualTo(JsonValue.TRUE);
        assertThat(token.<Object>getClaim("level")).isEqualTo(Json.createValue(3));
        assertThat(token.<Object>getClaim("amr"))
                .isEqualTo(Json.createArrayBuilder().add("pwd").build());
        assertThat(token.<Object>getClaim("address"))
                .isEqualTo(Json.createObjectBuilder().add("city", "Bern").build());
        assertThat(token.<Object>getClaim("nothing")).isNull();
        assertThat(token.containsClaim("nothing")).isFalse();
        assertThat(token.getClaimNames()).contains("raw_token", "iss", "level");
    }

    /** Containers may put a caller into a session or send it to another node. */
    @Test
    void itCanBeSerialized() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(principal());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            TokenPrincipal read = (TokenPrincipal) in.readObject();

            assertThat(read.<Object>getClaim("level")).isEqualTo(Json.createValue(3));
            assertThat(read.getGroups()).containsExactly("admin");
        }
    }
}
