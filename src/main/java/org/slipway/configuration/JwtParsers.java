package org.slipway.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slipway.configuration.JwtSettings.KeySource;

/** Text of a MicroProfile JWT setting to its value; see {@link Parsers}. */
final class JwtParsers {
    /** RFC 7518 without HMAC and {@code none}, and without EdDSA, for which the library needs another one. */
    private static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private JwtParsers() {}

    /** A key that is shared or no key at all would let everybody sign who can check. */
    static List<String> algorithms(String text) {
        List<String> names = Parsers.list(text);
        if (!ALGORITHMS.containsAll(names)) {
            throw new IllegalArgumentException("one or more of " + String.join(", ", ALGORITHMS)
                    + ", separated by commas; with HS256 and its like whoever can check a token can make one, and none"
                    + " is no signature");
        }
        return names;
    }

    static Setting.Parser<Duration> seconds(long least, long most) {
        return text -> {
            String value = text.strip();
            if (!value.matches("\\d{1,9}") || Long.parseLong(value) < least || Long.parseLong(value) > most) {
                throw new IllegalArgumentException("a number of seconds from " + least + " to " + most);
            }
            return Duration.ofSeconds(Long.parseLong(value));
        };
    }

    static Setting.Parser<String> only(String value, String why) {
        return text -> {
            if (!value.equalsIgnoreCase(text.strip())) {
                throw new IllegalArgumentException(value + ", " + why);
            }
            return value;
        };
    }

    static Setting.Parser<String> refused(String why) {
        return text -> {
            if (!text.isBlank()) {
                throw new IllegalArgumentException("no value at all: " + why);
            }
            return text;
        };
    }

    static KeySource publicKey(String text) {
        return new KeySource.Fixed(PublicKeyText.parse(text));
    }

    /**
     * An address is left alone until a token comes: the console starts also while the issuer is down. A path is a file or
     * else a resource, in the order of MicroProfile JWT 2.1, "Relative Path".
     */
    static KeySource location(String text) {
        String value = text.strip();
        if (value.startsWith("https://") || value.startsWith("http://")) {
            return new KeySource.Address(address(value));
        }
        return new KeySource.Fixed(PublicKeyText.parse(content(value)));
    }

    private static URI address(String value) {
        String valid = "an address with a host, such as https://login.example.org/keys, a file or a resource";
        try {
            URI address = new URI(value);
            if (address.getHost() == null || address.getRawUserInfo() != null) {
                throw new IllegalArgumentException(valid);
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(valid, e);
        }
    }

    private static String content(String location) {
        try {
            return location.startsWith("classpath:")
                    ? resource(location.substring("classpath:".length()))
                    : file(location);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the address of a JWKS, or a file or resource in UTF-8 that the server may read ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static String file(String location) throws IOException {
        Path file = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
        return Files.exists(file) || location.startsWith("file:") ? Files.readString(file) : resource(location);
    }

    private static String resource(String name) throws IOException {
        String path = name.replaceFirst("^/+", "");
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new java.io.FileNotFoundException(path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
