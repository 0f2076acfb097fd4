package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims as the providers write them, taken down to those that matter here. */
class TokenPurposeTest {
    private final TokenPurpose purpose = new TokenPurpose(false, Optional.of("console"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Keycloak               | {\"aud\":[\"slipway-api\",\"account\"],\"typ\":\"Bearer\",\"azp\":\"pipeline\",\"scope\":\"profile\",\"sid\":\"s\"}",
                "Keycloak before 24     | {\"aud\":\"slipway-api\",\"typ\":\"Bearer\",\"azp\":\"console\",\"nonce\":\"n\",\"session_state\":\"s\"}",
                "Entra ID with a user   | {\"aud\":\"console\",\"ver\":\"2.0\",\"azp\":\"console\",\"azpacr\":\"1\",\"scp\":\"run\",\"roles\":[\"admin\"]}",
                "Entra ID without one   | {\"aud\":\"console\",\"ver\":\"2.0\",\"azp\":\"pipeline\",\"azpacr\":\"1\",\"roles\":[\"admin\"]}",
                "Entra ID, version 1    | {\"aud\":\"api://console\",\"ver\":\"1.0\",\"appid\":\"pipeline\",\"appidacr\":\"1\",\"roles\":[\"admin\"]}",
                "Okta                   | {\"aud\":\"api://slipway\",\"ver\":1,\"cid\":\"0oa\",\"scp\":[\"run\"]}",
                "Amazon Cognito         | {\"token_use\":\"access\",\"client_id\":\"c\",\"scope\":\"run\"}",
                "GitHub Actions         | {\"aud\":\"slipway-api\",\"repository\":\"o/r\",\"ref\":\"refs/heads/main\"}",
                "Google service account | {\"aud\":\"https://slipway.example.org\",\"azp\":\"1\",\"email\":\"ci@p.iam.gserviceaccount.com\",\"email_verified\":true}"
            })
    void anAccessTokenIsOne(String provider, String claims) throws Exception {
        assertThat(purpose.isAccess(JOSEObjectType.JWT, JWTClaimsSet.parse(claims)))
                .as(provider)
                .isTrue();
        assertThat(purpose.isAccess(null, JWTClaimsSet.parse(claims)))
                .as(provider)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Keycloak's ID token       | {\"aud\":\"console\",\"typ\":\"ID\",\"azp\":\"console\",\"nonce\":\"n\",\"at_hash\":\"h\"}",
                "another client's          | {\"aud\":\"slipway-api\",\"typ\":\"ID\",\"azp\":\"slipway-api\"}",
                "Keycloak's refresh token  | {\"aud\":\"slipway-api\",\"typ\":\"Refresh\",\"scope\":\"profile\"}",
                "Keycloak's, bound by DPoP | {\"aud\":\"slipway-api\",\"typ\":\"DPoP\",\"scope\":\"profile\"}",
                "Entra ID's ID token       | {\"aud\":\"console\",\"ver\":\"2.0\",\"name\":\"Alice\",\"roles\":[\"admin\"],\"oid\":\"o\"}",
                "Okta's ID token           | {\"aud\":\"console\",\"ver\":1,\"amr\":[\"pwd\"],\"at_hash\":\"h\",\"nonce\":\"n\"}",
                "Google's ID token         | {\"aud\":\"console\",\"azp\":\"console\",\"email\":\"a@example.org\",\"email_verified\":true}",
                "Amazon Cognito's ID token | {\"aud\":\"slipway-api\",\"token_use\":\"id\",\"scope\":\"x\"}",
                "an old logout token       | {\"aud\":\"slipway-api\",\"events\":{}}",
                "one with a nonce          | {\"aud\":\"slipway-api\",\"nonce\":\"n\"}",
                "one with a code's hash    | {\"aud\":\"slipway-api\",\"c_hash\":\"h\",\"scope\":\"x\"}"
            })
    void anotherTokenIsNone(String provider, String claims) throws Exception {
        assertThat(purpose.isAccess(JOSEObjectType.JWT, JWTClaimsSet.parse(claims)))
                .as(provider)
                .isFalse();
        assertThat(purpose.isAccess(null, JWTClaimsSet.parse(claims)))
                .as(provider)
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt"})
    void theTypeOfAccessTokensSaysItAll(String type) throws Exception {
        assertThat(purpose.isAccess(
                        new JOSEObjectType(type), JWTClaimsSet.parse("{\"aud\":\"console\",\"nonce\":\"n\"}")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "id+jwt", "dpop+jwt", "secevent+jwt", "JOSE"})
    void anyOtherTypeIsNone(String type) throws Exception {
        assertThat(purpose.isAccess(
                        new JOSEObjectType(type), JWTClaimsSet.parse("{\"aud\":\"slipway-api\",\"scope\":\"x\"}")))
                .isFalse();
    }

    @Test
    void whereTheTypeIsNeededNothingElseCounts() throws Exception {
        TokenPurpose strict = new TokenPurpose(true, Optional.empty());

        assertThat(strict.isAccess(new JOSEObjectType("at+jwt"), JWTClaimsSet.parse("{}")))
                .isTrue();
        assertThat(strict.isAccess(JOSEObjectType.JWT, JWTClaimsSet.parse("{\"scope\":\"x\"}")))
                .isFalse();
        assertThat(strict.isAccess(null, JWTClaimsSet.parse("{\"scope\":\"x\"}")))
                .isFalse();
    }
}
