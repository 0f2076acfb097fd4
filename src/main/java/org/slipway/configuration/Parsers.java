package org.slipway.configuration;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text of a setting to its value; the message of each refusal says what would be valid. */
final class Parsers {
    /** The longest {@code lock_timeout} and {@code statement_timeout} that PostgreSQL takes. */
    static final Duration POSTGRESQL_LIMIT = DurationText.POSTGRESQL_LIMIT;

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

    private Parsers() {}

    static String any(String text) {
        return text;
    }

    static String notEmpty(String text) {
        require(!text.isEmpty(), "a text that is not empty");
        return text;
    }

    static String name(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        require(value.matches("[a-z]+(-[a-z]+)*"), "a name of letters and hyphens");
        return value;
    }

    static boolean bool(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        require(value.equals("true") || value.equals("false"), "true or false");
        return value.equals("true");
    }

    static Setting.Parser<Duration> duration(Duration least, Duration most) {
        return text -> {
            Duration value = DurationText.parse(text.strip());
            require(
                    value != null && value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                    "a duration from " + written(least) + " to " + written(most)
                            + ", such as 200ms, 5s, 10min, 1h or PT5S");
            return value;
        };
    }

    private static String written(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        return duration.toSecondsPart() != 0 || duration.isZero()
                ? duration.toSeconds() + "s"
                : duration.toMinutesPart() != 0 ? duration.toMinutes() + "min" : duration.toHours() + "h";
    }

    /** Separated by commas; none of them empty, and at least one. */
    static List<String> list(String text) {
        List<String> values =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        require(
                values.stream().noneMatch(String::isEmpty),
                "one or more values, separated by commas, none of them empty");
        return values;
    }

    static List<AddressRange> addressRanges(String text) {
        return list(text).stream().map(AddressRange::parse).toList();
    }

    /** Names as ops write them: in any case, and with hyphens. */
    static <E extends Enum<E>> Setting.Parser<E> oneOf(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(value -> written(value).equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Arrays.stream(type.getEnumConstants())
                        .map(Parsers::written)
                        .collect(Collectors.joining(" or "))));
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Charset charset(String text) {
        try {
            return Charset.forName(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a character encoding that Java knows, such as UTF-8 or ISO-8859-1", e);
        }
    }

    /** Kept to what needs no quotes to be safe, so that nobody has to wonder how it was folded or quoted. */
    static String schema(String text) {
        String value = text.strip();
        require(
                IDENTIFIER.matcher(value).matches()
                        && value.length() <= 63
                        && !value.toLowerCase(Locale.ROOT).startsWith("pg_"),
                "a schema name of at most 63 letters, digits, _ or $ that does not begin with a digit or pg_");
        return value;
    }

    static String userName(String text) {
        String value = text.strip();
        require(
                !value.isEmpty() && value.length() <= 100 && value.chars().noneMatch(c -> c == ':' || c < ' '),
                "a name of 1 to 100 characters without a colon");
        return value;
    }

    /** Base64 of at least 256 bits, the strength of the algorithms that take it. */
    static String secretKey(String text) {
        String valid = "32 bytes or more in Base64";
        String value = text.strip();
        try {
            require(Base64.getDecoder().decode(value).length >= 32, valid);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(valid, e);
        }
        return value;
    }

    static Path path(String text) {
        String valid = "a path of this machine";
        require(!text.isBlank(), valid);
        try {
            return Path.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(valid, e);
        }
    }

    /** Scheme, host, port and path of the console; trailing slashes do not count. */
    static URI baseUrl(String text) {
        String valid = "an address such as https://slipway.example.org or https://example.org/slipway";
        try {
            URI url = new URI(text.strip().replaceAll("/+$", ""));
            require(
                    List.of("http", "https").contains(String.valueOf(url.getScheme()))
                            && url.getHost() != null
                            && url.getRawQuery() == null
                            && url.getRawFragment() == null
                            && url.getRawUserInfo() == null,
                    valid);
            return url;
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(valid, e);
        }
    }

    /** Left as it is written: tokens have to name it letter by letter, and some end in a slash. */
    static String issuer(String text) {
        baseUrl(text);
        return text.strip();
    }

    static int port(String text) {
        String value = text.strip();
        require(value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535, "a port from 0 to 65535");
        return Integer.parseInt(value);
    }

    private static void require(boolean valid, String whatWouldBeValid) {
        if (!valid) {
            throw new IllegalArgumentException(whatWouldBeValid);
        }
    }
}
