package org.slipway.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the sources said of one key. It has secrets as they are, so it stays in this package.
 *
 * @param key the setting's name, or the member's of a family
 * @param text null when no source has the key
 * @param origin in words; null as {@code text}
 */
record SettingText(Setting<?> setting, String key, String text, String origin) {

    /** Of every key in the table, in its order; of a family each member, or the family itself when it has none. */
    static List<SettingText> readAll(SettingSource source) {
        return SettingTable.ALL.stream()
                .flatMap(setting -> setting.family() ? members(setting, source) : Stream.of(read(setting, source)))
                .toList();
    }

    private static SettingText read(Setting<?> setting, SettingSource source) {
        String file = setting.secret() ? source.text(setting.fileTwin(), false).orElse(null) : null;
        if (file != null) {
            String origin = "file " + file.strip() + ", which " + source.origin(setting.fileTwin()) + " names";
            return new SettingText(setting, setting.name(), content(file), origin);
        }
        return of(setting, setting.name(), setting.name(), source);
    }

    /** A file that can't be read by now counts as taken away. */
    private static String content(String file) {
        try {
            return Files.readString(Path.of(file.strip())).strip();
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    /** As {@link SettingReader#family}: the exact spelling sorts last and wins. */
    private static Stream<SettingText> members(Setting<?> setting, SettingSource source) {
        Map<String, SettingText> members = new TreeMap<>();
        for (String key : source.keys()) {
            String member = setting.memberOf(key);
            if (member != null) {
                String name = setting.memberName(member.toLowerCase(Locale.ROOT));
                members.put(name, of(setting, name, key, source));
            }
        }
        return members.isEmpty()
                ? Stream.of(new SettingText(setting, setting.name(), null, null))
                : members.values().stream();
    }

    private static SettingText of(Setting<?> setting, String name, String key, SettingSource source) {
        String text = source.text(key, setting.literal()).orElse(null);
        return new SettingText(setting, name, text, text == null ? null : source.origin(key));
    }

    boolean isSet() {
        return text != null;
    }

    /** A placeholder may be one, too: then its name is all that tells. */
    boolean secret() {
        return setting.secret() || setting.family() && Masking.namesASecret(key);
    }

    SettingText unset() {
        return new SettingText(setting, key, null, null);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return key + " from " + origin;
    }
}
