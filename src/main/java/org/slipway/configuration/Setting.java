package org.slipway.configuration;

import java.util.Locale;

/**
 * One key that operations can set: a row of {@link SettingTable}.
 *
 * @param name with the prefix {@code slipway.}, or a standard's own such as {@code mp.jwt.verify.issuer}; a name that ends in {@code <name>} stands for a family of keys
 * @param defaultValue as one would write it, null when there is none
 * @param description a sentence for {@code server-config/slipway.properties}
 * @param secret true when the value must never be shown; the key then has a twin that ends in {@code -file}
 * @param literal true when {@code ${…}} in the value is meant as it stands and is not a MicroProfile expression
 */
public record Setting<T>(
        String name, String defaultValue, String description, boolean secret, boolean literal, Parser<T> parser) {

    static final String FILE_TWIN = "-file";
    private static final String FAMILY = "<name>";

    /** Text to value. */
    @FunctionalInterface
    public interface Parser<T> {
        /** @throws IllegalArgumentException whose message says what would be valid */
        T parse(String text);
    }

    static <T> Setting<T> of(String name, String defaultValue, Parser<T> parser, String description) {
        return new Setting<>("slipway." + name, defaultValue, description, false, false, parser);
    }

    static <T> Setting<T> literal(String name, String defaultValue, Parser<T> parser, String description) {
        return new Setting<>("slipway." + name, defaultValue, description, false, true, parser);
    }

    static Setting<String> secret(String name, Parser<String> parser, String description) {
        return new Setting<>("slipway." + name, null, description, true, true, parser);
    }

    /** @param name whole: somebody else's standard has given it */
    static <T> Setting<T> standard(String name, String defaultValue, Parser<T> parser, String description) {
        return new Setting<>(name, defaultValue, description, false, false, parser);
    }

    boolean family() {
        return name.endsWith(FAMILY);
    }

    String fileTwin() {
        return name + FILE_TWIN;
    }

    /** True for the key itself, its file twin, a member of its family, and the environment's spelling of these. */
    boolean covers(String key) {
        if (family()) {
            return memberOf(key) != null;
        }
        return same(name, key) || secret && same(fileTwin(), key);
    }

    /** The part of the key that stands for {@code <name>}, null when the key is not of this family. */
    String memberOf(String key) {
        String prefix = name.substring(0, name.length() - FAMILY.length());
        if (key.length() > prefix.length() && key.startsWith(prefix)) {
            return key.substring(prefix.length());
        }
        if (key.length() > prefix.length() && key.startsWith(environmentName(prefix))) {
            return key.substring(prefix.length()).toLowerCase(Locale.ROOT);
        }
        return null;
    }

    String memberName(String member) {
        return name.substring(0, name.length() - FAMILY.length()) + member;
    }

    private static boolean same(String known, String key) {
        return known.equals(key) || environmentName(known).equals(key);
    }

    /** MicroProfile Config 3.0, chapter "Default ConfigSources": other characters become {@code _}, then upper case. */
    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
