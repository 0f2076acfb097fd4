package org.slipway.configuration;

import static org.slipway.configuration.Setting.standard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slipway.configuration.JwtSettings.KeySource;

/** The keys of MicroProfile JWT 2.1, all of them: a part of {@link SettingTable}. Those that are refused say why. */
final class JwtSettingTable {
    static final Setting<List<String>> AUDIENCES = standard(
            "mp.jwt.verify.audiences",
            null,
            Parsers::list,
            "Whom bearer tokens from elsewhere must be meant for, separated by commas; one of them is enough. Without it the API takes no tokens but those of /auth/token.");
    static final Setting<String> ISSUER = standard(
            "mp.jwt.verify.issuer",
            null,
            Parsers::notEmpty,
            "Issuer of bearer tokens from elsewhere, exactly as in their claim iss. The default is slipway.auth.oidc.issuer; with slipway.auth.mode=local none.");
    static final Setting<KeySource> PUBLIC_KEY = standard(
            "mp.jwt.verify.publickey",
            null,
            JwtParsers::publicKey,
            "Public key of that issuer, as PEM, JWK or JWKS, the latter two also in Base64. The default is the identity provider's keys.");
    static final Setting<KeySource> PUBLIC_KEY_LOCATION = standard(
            "mp.jwt.verify.publickey.location",
            null,
            JwtParsers::location,
            "Or where it is: the address of a JWKS, a file, or a resource of the class path. What is at an address is fetched again when a token names a new key.");
    static final Setting<List<String>> ALGORITHMS = standard(
            "mp.jwt.verify.publickey.algorithm",
            "RS256",
            JwtParsers::algorithms,
            "Algorithms of signatures that count, separated by commas: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512.");
    static final Setting<Duration> CLOCK_SKEW = standard(
            "mp.jwt.verify.clock.skew",
            "60",
            JwtParsers.seconds(0, 600),
            "By how many seconds the issuer's clock may differ from this machine's.");
    static final Setting<Duration> TOKEN_AGE = standard(
            "mp.jwt.verify.token.age",
            null,
            JwtParsers.seconds(1, 31_536_000),
            "After how many seconds a token from elsewhere is too old, whatever end it names itself.");
    static final Setting<String> HEADER = standard(
            "mp.jwt.token.header",
            "Authorization",
            JwtParsers.only(
                    "Authorization",
                    "the one header that the API reads tokens from; one that browsers send by themselves, such as Cookie, would let other sites use it"),
            "Header with the token; there is no other choice.");
    static final Setting<String> COOKIE = standard(
            "mp.jwt.token.cookie",
            null,
            JwtParsers.refused("the API takes no tokens from cookies, which browsers send for any site that asks"),
            "Not possible: the API takes no tokens from cookies. A value stops the deployment.");
    static final Setting<String> DECRYPT_KEY_LOCATION = standard(
            "mp.jwt.decrypt.key.location",
            null,
            JwtParsers.refused("the API takes signed tokens and no encrypted ones"),
            "Not possible: the API takes no encrypted tokens. A value stops the deployment.");
    static final Setting<String> DECRYPT_KEY_ALGORITHM = standard(
            "mp.jwt.decrypt.key.algorithm",
            null,
            JwtParsers.refused("the API takes signed tokens and no encrypted ones"),
            "Not possible, for the same reason. A value stops the deployment.");

    static final List<Setting<?>> ALL = List.of(
            AUDIENCES,
            ISSUER,
            PUBLIC_KEY,
            PUBLIC_KEY_LOCATION,
            ALGORITHMS,
            CLOCK_SKEW,
            TOKEN_AGE,
            HEADER,
            COOKIE,
            DECRYPT_KEY_LOCATION,
            DECRYPT_KEY_ALGORITHM);

    private JwtSettingTable() {}

    /** @param hasProvider true when an identity provider has an issuer and keys to fall back to */
    static JwtSettings read(SettingReader reader, boolean hasProvider) {
        Optional<KeySource> key = reader.optional(PUBLIC_KEY);
        Optional<KeySource> location = reader.optional(PUBLIC_KEY_LOCATION);
        Optional<String> issuer = reader.optional(ISSUER);
        List<String> audiences = reader.optional(AUDIENCES).orElse(List.of());
        if (key.isPresent() && location.isPresent()) {
            reader.problem(
                    PUBLIC_KEY.name() + " and " + PUBLIC_KEY_LOCATION.name() + " are both set; valid is one of them.");
        }
        completeness(reader, hasProvider, key.isPresent() || location.isPresent(), issuer, audiences);
        List.of(HEADER, COOKIE, DECRYPT_KEY_LOCATION, DECRYPT_KEY_ALGORITHM).forEach(reader::optional);
        return new JwtSettings(
                key.or(() -> location),
                reader.value(ALGORITHMS),
                issuer,
                audiences,
                reader.value(CLOCK_SKEW),
                reader.optional(TOKEN_AGE));
    }

    /** A part of what belongs together is told: without the rest it would never be used, and nobody would see why. */
    private static void completeness(
            SettingReader reader,
            boolean hasProvider,
            boolean hasKeys,
            Optional<String> issuer,
            List<String> audiences) {
        boolean wanted = hasKeys || issuer.isPresent() || !audiences.isEmpty();
        if (wanted && audiences.isEmpty()) {
            reader.missing(AUDIENCES, "a token that may be meant for anybody is not taken");
        }
        if (wanted && issuer.isEmpty() && !hasProvider) {
            reader.missing(ISSUER, "without an identity provider there is no default");
        }
        if (wanted && !hasKeys && !hasProvider) {
            reader.missing(PUBLIC_KEY_LOCATION, "without an identity provider there is no default");
        }
    }
}
