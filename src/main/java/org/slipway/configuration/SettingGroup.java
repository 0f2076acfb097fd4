package org.slipway.configuration;

/** What settings are about: the sections of the settings page, in its order. */
public enum SettingGroup {
    MIGRATIONS,
    EXECUTION,
    CONNECTION,
    SIGN_IN,
    TOKENS;

    static SettingGroup of(Setting<?> setting) {
        if (AuthSettingTable.ALL.contains(setting)) {
            return SIGN_IN;
        }
        if (JwtSettingTable.ALL.contains(setting)) {
            return TOKENS;
        }
        if (setting.name().startsWith("slipway.migrations.")) {
            return MIGRATIONS;
        }
        return setting.name().startsWith("slipway.db.") || setting.name().startsWith("slipway.http.")
                ? CONNECTION
                : EXECUTION;
    }
}
