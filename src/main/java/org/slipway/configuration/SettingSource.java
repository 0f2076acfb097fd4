package org.slipway.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Where the text of settings comes from. */
interface SettingSource {
    /**
     * The text as it was set, also when it is empty.
     *
     * @param literal true to leave expressions alone
     */
    Optional<String> text(String key, boolean literal);

    /** In words, where the text of a key that is set comes from. */
    String origin(String key);

    /** Sorted. */
    SortedSet<String> keys();

    static SettingSource of(Map<String, String> texts) {
        return new SettingSource() {
            @Override
            public Optional<String> text(String key, boolean literal) {
                return Optional.ofNullable(texts.get(key));
            }

            @Override
            public String origin(String key) {
                return "what it was given";
            }

            @Override
            public SortedSet<String> keys() {
                return new TreeSet<>(texts.keySet());
            }
        };
    }

    /**
     * Asks the sources themselves, in their order. {@link Config} takes an empty value for a missing one and would then
     * fall back to the default, and it reads {@code ${} as the beginning of an expression: for it there is neither an
     * empty prefix nor a placeholder's own mark.
     */
    static SettingSource of(Config config) {
        return new SettingSource() {
            @Override
            public Optional<String> text(String key, boolean literal) {
                Optional<String> raw = first(config, key).map(source -> source.getValue(key));
                return literal || raw.isEmpty() || !raw.get().contains("${")
                        ? raw
                        : config.getOptionalValue(key, String.class).or(() -> raw);
            }

            @Override
            public String origin(String key) {
                return first(config, key).map(source -> Origin.of(source, key)).orElse(null);
            }

            @Override
            public SortedSet<String> keys() {
                SortedSet<String> keys = new TreeSet<>();
                for (ConfigSource source : config.getConfigSources()) {
                    keys.addAll(source.getPropertyNames());
                }
                return keys;
            }
        };
    }

    private static Optional<ConfigSource> first(Config config, String key) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> source.getValue(key) != null)
                .findFirst();
    }
}
