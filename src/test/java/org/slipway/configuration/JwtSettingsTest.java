package org.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.configuration.JwtSettings.KeySource;

class JwtSettingsTest {
    private static final RSAKey RSA = rsa(2048);
    private static final ECKey EC = ec();

    @TempDir
    Path folder;

    @Test
    void everyKeyOfTheStandardIsUnderstood() {
        assertThat(read(Map.of(
                        "mp.jwt.verify.publickey.location", "https://login.example.org/keys",
                        "mp.jwt.verify.publickey.algorithm", "RS256, ES256",
                        "mp.jwt.verify.issuer", "https://login.example.org/",
                        "mp.jwt.verify.audiences", "slipway,migrations",
                        "mp.jwt.verify.clock.skew", "5",
                        "mp.jwt.verify.token.age", "300",
                        "mp.jwt.token.header", "authorization")))
                .isEqualTo(new JwtSettings(
                        Optional.of(new KeySource.Address(URI.create("https://login.example.org/keys"))),
                        List.of("RS256", "ES256"),
                        Optional.of("https://login.example.org/"),
                        List.of("slipway", "migrations"),
                        Duration.ofSeconds(5),
                        Optional.of(Duration.ofMinutes(5))));
    }

    @Test
    void withAnIdentityProviderTheAudienceIsEnough() {
        Map<String, String> texts = Map.of(
                "slipway.auth.mode", "oidc",
                "slipway.auth.oidc.issuer", "https://login.example.org",
                "slipway.auth.oidc.client-id", "slipway",
                "mp.jwt.verify.audiences", "slipway-api");

        assertThat(SettingValues.of(texts).jwt().audiences()).containsExactly("slipway-api");
    }

    @Test
    void aKeyIsReadInEveryFormOfTheStandard() throws Exception {
        String jwk = RSA.toPublicJWK().toJSONString();
        String jwks = new JWKSet(List.of(RSA, EC)).toString();

        assertThat(keys(pem(RSA.toRSAPublicKey()))).containsExactly(withoutId(RSA));
        assertThat(keys(pem(RSA.toRSAPublicKey()).replace("\n", " "))).containsExactly(withoutId(RSA));
        assertThat(keys(pem(EC.toECPublicKey()))).containsExactly(withoutId(EC));
        assertThat(keys(jwk)).containsExactly(RSA.toPublicJWK());
        assertThat(keys(jwks)).containsExactly(RSA.toPublicJWK(), EC.toPublicJWK());
        assertThat(keys(base64(jwk))).containsExactly(RSA.toPublicJWK());
        assertThat(keys(base64(jwks))).containsExactly(RSA.toPublicJWK(), EC.toPublicJWK());
    }

    @Test
    void keysOfASetThatCanCheckNoSignatureAreLeftOut() throws Exception {
        RSAKey forEncryption =
                new RSAKey.Builder(rsa(2048)).keyUse(KeyUse.ENCRYPTION).build();

        assertThat(keys(new JWKSet(List.of(forEncryption, RSA, rsa(1024))).toString()))
                .containsExactly(RSA.toPublicJWK());
    }

    @Test
    void aKeyIsReadFromAFileAFileAddressAndTheClassPath() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), pem(RSA.toRSAPublicKey()));

        assertThat(keysAt(file.toString())).containsExactly(withoutId(RSA));
        assertThat(keysAt(file.toUri().toString())).containsExactly(withoutId(RSA));
        assertThat(keysAt("classpath:jwt/key.jwk")).extracting(JWK::getKeyID).containsExactly("of the class path");
        assertThat(keysAt("/jwt/key.jwk")).extracting(JWK::getKeyID).containsExactly("of the class path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "none", "RS256,HS512", "EdDSA", "ES256K", "rs256", ""})
    void anAlgorithmThatIsNotAsymmetricOrNotKnownStopsTheDeployment(String algorithms) {
        assertThat(problems(Map.of("mp.jwt.verify.publickey.algorithm", algorithms)))
                .singleElement()
                .asString()
                .startsWith(
                        "mp.jwt.verify.publickey.algorithm = \"" + algorithms + "\" is invalid; valid is one or more");
    }

    @ParameterizedTest
    @CsvSource({
        "mp.jwt.token.header,Cookie,'Authorization, the one header that the API reads tokens from; one that browsers send by themselves, such as Cookie, would let other sites use it'",
        "mp.jwt.token.cookie,Bearer,'no value at all: the API takes no tokens from cookies, which browsers send for any site that asks'",
        "mp.jwt.decrypt.key.location,/key.pem,no value at all: the API takes signed tokens and no encrypted ones",
        "mp.jwt.decrypt.key.algorithm,RSA-OAEP,no value at all: the API takes signed tokens and no encrypted ones",
        "mp.jwt.verify.clock.skew,601,a number of seconds from 0 to 600",
        "mp.jwt.verify.clock.skew,1min,a number of seconds from 0 to 600",
        "mp.jwt.verify.token.age,0,a number of seconds from 1 to 31536000",
        "mp.jwt.verify.publickey.location,https://,'an address with a host, such as https://login.example.org/keys, a file or a resource'"
    })
    void whatIsNotDoneStopsTheDeploymentWithItsReason(String key, String value, String valid) {
        assertThat(problems(Map.of(key, value)))
                .contains(key + " = \"" + value + "\" is invalid; valid is " + valid + ".");
    }

    @Test
    void aFileThatIsNotThereStopsTheDeployment() {
        assertThat(problems(Map.of("mp.jwt.verify.publickey.location", "/no/such.pem")))
                .first()
                .asString()
                .contains("(FileNotFoundException)");
    }

    @Test
    void aPrivateOrSharedKeyStopsTheDeploymentAndIsNotShown() throws Exception {
        OctetSequenceKey shared = new OctetSequenceKeyGenerator(256).generate();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(RSA.toPrivateKey().getEncoded()) + "\n-----END PRIVATE KEY-----";
        for (String text : List.of(RSA.toJSONString(), base64(RSA.toJSONString()), shared.toJSONString(), pem)) {
            assertThat(problems(Map.of("mp.jwt.verify.publickey", text)).get(0))
                    .startsWith("mp.jwt.verify.publickey = (a secret) is invalid; valid is a public key")
                    .doesNotContain(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "{\"keys\":[]}",
                "{\"kty\":\"RSA\"}",
                "eA==",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    void whatIsNoKeyStopsTheDeployment(String text) {
        assertThat(problems(Map.of("mp.jwt.verify.publickey", text)).get(0))
                .startsWith("mp.jwt.verify.publickey = \"" + text + "\" is invalid; valid is a public key as PEM");
    }

    @Test
    void aShortRsaKeyStopsTheDeployment() throws Exception {
        assertThat(problems(Map.of("mp.jwt.verify.publickey", pem(rsa(1024).toRSAPublicKey())))
                        .get(0))
                .contains("RSA of 2048 bits or more");
    }

    @Test
    void whatBelongsTogetherIsAskedForTogether() {
        assertThat(problems(Map.of("mp.jwt.verify.audiences", "slipway")))
                .extracting(problem -> problem.replaceFirst(" is not set.*", ""))
                .containsExactly("mp.jwt.verify.issuer", "mp.jwt.verify.publickey.location");
        assertThat(problems(Map.of("mp.jwt.verify.issuer", "https://login.example.org")))
                .extracting(problem -> problem.replaceFirst(" is not set.*", ""))
                .containsExactly("mp.jwt.verify.audiences", "mp.jwt.verify.publickey.location");
    }

    @Test
    void twoSourcesOfKeysAreAnError() {
        Map<String, String> texts = new HashMap<>(external());
        texts.put("mp.jwt.verify.publickey.location", "https://login.example.org/keys");

        assertThat(problems(texts))
                .containsExactly(
                        "mp.jwt.verify.publickey and mp.jwt.verify.publickey.location are both set; valid is one of them.");
    }

    private static Map<String, String> external() {
        return Map.of(
                "mp.jwt.verify.publickey", RSA.toPublicJWK().toJSONString(),
                "mp.jwt.verify.issuer", "https://login.example.org",
                "mp.jwt.verify.audiences", "slipway");
    }

    private static List<JWK> keys(String text) {
        Map<String, String> texts = new HashMap<>(external());
        texts.put("mp.jwt.verify.publickey", text);
        return fixed(texts);
    }

    private static List<JWK> keysAt(String location) {
        Map<String, String> texts = new HashMap<>(external());
        texts.remove("mp.jwt.verify.publickey");
        texts.put("mp.jwt.verify.publickey.location", location);
        return fixed(texts);
    }

    private static List<JWK> fixed(Map<String, String> texts) {
        return ((KeySource.Fixed) read(texts).keys().orElseThrow()).keys().getKeys();
    }

    private static JwtSettings read(Map<String, String> texts) {
        return SettingValues.of(texts).jwt();
    }

    private static List<String> problems(Map<String, String> texts) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> SettingValues.of(texts))
                .problems();
    }

    private static String pem(PublicKey key) {
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JWK withoutId(JWK key) throws Exception {
        Map<String, Object> json = key.toPublicJWK().toJSONObject();
        json.remove("kid");
        return JWK.parse(json);
    }

    private static RSAKey rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID("rsa").generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
