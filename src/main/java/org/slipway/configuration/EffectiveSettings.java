package org.slipway.configuration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the console works with, key by key in the order of {@link SettingTable}, fit to be shown.
 *
 * <p>Settings are read once, at the start. What is here is that reading, compared with what the sources say now: who mends
 * a setting and forgets to restart the console sees it here.
 *
 * @param readAt when the console read them
 * @param warnings sentences about keys without effect
 */
public record EffectiveSettings(Instant readAt, List<EffectiveSetting> settings, List<String> warnings) {
    public EffectiveSettings {
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
    }

    /** @param now a later reading of the same sources */
    static EffectiveSettings of(
            Instant readAt, List<SettingText> atStart, List<SettingText> now, List<String> warnings) {
        Map<String, SettingText> later = new LinkedHashMap<>();
        now.forEach(text -> later.put(text.key(), text));
        List<EffectiveSetting> settings = new ArrayList<>();
        for (SettingText text : atStart) {
            settings.add(shown(text, later.remove(text.key())));
        }
        later.values().stream()
                .filter(SettingText::isSet)
                .map(text -> shown(text.unset(), text))
                .forEach(settings::add);
        return new EffectiveSettings(readAt, settings, warnings);
    }

    private static EffectiveSetting shown(SettingText text, SettingText now) {
        Setting<?> setting = text.setting();
        String value = text.isSet() ? Masking.masked(text.text()) : setting.defaultValue();
        return new EffectiveSetting(
                text.key(),
                SettingGroup.of(setting),
                text.secret() ? null : value,
                setting.defaultValue(),
                text.secret(),
                text.isSet(),
                text.isSet() ? text.origin() : null,
                setting.description(),
                change(text, now));
    }

    private static String change(SettingText text, SettingText now) {
        String later = now == null ? null : now.text();
        if (Objects.equals(text.text(), later)) {
            return null;
        }
        String restart = " Restart the console to use that.";
        if (later == null) {
            return "Since the start it has been taken away." + restart;
        }
        String value = text.secret() ? "It has changed since the start" : "Since the start: " + Masking.masked(later);
        return value + " (" + now.origin() + ")." + restart;
    }
}
