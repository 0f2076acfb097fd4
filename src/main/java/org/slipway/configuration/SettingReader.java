package org.slipway.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads settings by {@link SettingTable} and collects what is wrong with them instead of stopping at the first. */
final class SettingReader {
    private final SettingSource source;
    private final List<String> problems = new ArrayList<>();

    SettingReader(SettingSource source) {
        this.source = source;
    }

    /** Null when the value is invalid; {@link #finish} then throws. */
    <T> T value(Setting<T> setting) {
        return parse(setting, setting.name(), text(setting).orElse(setting.defaultValue()));
    }

    <T> Optional<T> optional(Setting<T> setting) {
        return text(setting).map(text -> parse(setting, setting.name(), text));
    }

    /** By name in lower case. A key in the environment's spelling sorts first, so the exact one wins. */
    Map<String, String> family(Setting<String> setting) {
        Map<String, String> values = new TreeMap<>();
        for (String key : source.keys()) {
            String member = setting.memberOf(key);
            if (member != null) {
                source.text(key, setting.literal())
                        .ifPresent(text -> values.put(member.toLowerCase(Locale.ROOT), parse(setting, key, text)));
            }
        }
        return values;
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    /** @param why a clause such as {@code slipway.a=b needs it} */
    void missing(Setting<?> setting, String why) {
        problem(setting.name() + " is not set, and " + why + ": " + setting.description());
    }

    /** @throws InvalidSettingsException with all problems met so far */
    void finish() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private Optional<String> text(Setting<?> setting) {
        Optional<String> text = source.text(setting.name(), setting.literal());
        Optional<String> file = setting.secret() ? source.text(setting.fileTwin(), false) : Optional.empty();
        if (text.isPresent() && file.isPresent()) {
            problem(setting.name() + " and " + setting.fileTwin() + " are both set; valid is one of them.");
        }
        return file.isPresent() ? content(setting.fileTwin(), file.get()) : text;
    }

    private Optional<String> content(String key, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file.strip())).strip());
        } catch (IOException | IllegalArgumentException e) {
            problem(key + " = \"" + file + "\" can't be read (" + e.getClass().getSimpleName()
                    + "); valid is a text file in UTF-8 that the server may read.");
            return Optional.empty();
        }
    }

    private <T> T parse(Setting<T> setting, String key, String text) {
        try {
            return setting.parser().parse(text);
        } catch (IllegalArgumentException e) {
            String shown = setting.secret() || e instanceof PrivateValueException ? "(a secret)" : "\"" + text + "\"";
            problem(key + " = " + shown + " is invalid; valid is " + e.getMessage() + ".");
            return null;
        }
    }
}
