package org.slipway.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Keys that look like Slipway's or like MicroProfile JWT's and are none: mostly a typing error that would otherwise be without effect and unseen. */
final class UnknownKeys {
    private static final List<String> PREFIXES = List.of("slipway.", "SLIPWAY_", "mp.jwt.", "MP_JWT_");

    private UnknownKeys() {}

    /** One sentence for each. */
    static List<String> in(SettingSource source) {
        return source.keys().stream()
                .filter(key -> PREFIXES.stream().anyMatch(key::startsWith))
                .filter(key -> SettingTable.ALL.stream().noneMatch(setting -> setting.covers(key)))
                .sorted()
                .map(key -> "Unknown setting " + key + " has no effect; did you mean " + nearest(key) + "?")
                .toList();
    }

    private static String nearest(String key) {
        return SettingTable.ALL.stream()
                .flatMap(setting ->
                        setting.secret() ? Stream.of(setting.name(), setting.fileTwin()) : Stream.of(setting.name()))
                .map(known -> Character.isUpperCase(key.charAt(0)) ? Setting.environmentName(known) : known)
                .min(Comparator.comparingInt(
                        known -> distance(key.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Levenshtein's: insertions, deletions and replacements that lead from one to the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
