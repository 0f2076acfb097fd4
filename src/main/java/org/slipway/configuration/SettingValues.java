package org.slipway.configuration;

import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Everything that was set, read and found valid. */
public record SettingValues(MigrationSettings migrations, ExecutionSettings execution, AuthSettings auth) {

    /** @throws InvalidSettingsException with every invalid value */
    public static SettingValues of(Config config) {
        return read(SettingSource.of(config));
    }

    /**
     * The defaults, but for these keys; for code that runs without a server.
     *
     * @throws InvalidSettingsException with every invalid value
     */
    public static SettingValues of(Map<String, String> texts) {
        return read(SettingSource.of(texts));
    }

    private static SettingValues read(SettingSource source) {
        SettingReader reader = new SettingReader(source);
        MigrationSettings migrations = migrations(reader);
        ExecutionSettings execution = execution(reader);
        AuthSettings auth = auth(reader);
        others(reader);
        reader.finish();
        return new SettingValues(migrations, execution, auth);
    }

    private static MigrationSettings migrations(SettingReader reader) {
        var locations = reader.value(SettingTable.LOCATION);
        var prefix = reader.value(SettingTable.PREFIX);
        var repeatablePrefix = reader.value(SettingTable.REPEATABLE_PREFIX);
        var suffixes = reader.value(SettingTable.SUFFIXES);
        if (prefix != null && prefix.equals(repeatablePrefix)) {
            reader.problem(SettingTable.REPEATABLE_PREFIX.name() + " = \"" + prefix
                    + "\" is the prefix of versioned migrations too; valid is another one.");
        }
        return new MigrationSettings(
                locations == null ? java.util.List.of() : locations,
                prefix,
                repeatablePrefix,
                reader.value(SettingTable.SEPARATOR),
                suffixes == null ? java.util.List.of() : suffixes,
                reader.value(SettingTable.ENCODING),
                Boolean.TRUE.equals(reader.value(SettingTable.PLACEHOLDER_REPLACEMENT)),
                reader.value(SettingTable.PLACEHOLDER_PREFIX),
                reader.value(SettingTable.PLACEHOLDER_SUFFIX),
                reader.family(SettingTable.PLACEHOLDERS));
    }

    private static ExecutionSettings execution(SettingReader reader) {
        var heartbeat = reader.value(SettingTable.HEARTBEAT);
        var lostAfter = reader.value(SettingTable.LOST_AFTER);
        if (heartbeat != null && lostAfter != null && lostAfter.compareTo(heartbeat.multipliedBy(3)) < 0) {
            reader.problem(SettingTable.LOST_AFTER.name() + " = \"" + lostAfter
                    + "\" is invalid; valid is at least three times " + SettingTable.HEARTBEAT.name() + ", which is "
                    + heartbeat + ".");
        }
        return new ExecutionSettings(
                reader.value(SettingTable.HISTORY_SCHEMA),
                reader.value(SettingTable.LOCK_TIMEOUT),
                reader.value(SettingTable.LOCK_RETRY_BUDGET),
                reader.value(SettingTable.STATEMENT_TIMEOUT),
                reader.value(SettingTable.ON_EXISTING),
                reader.value(SettingTable.DIVIDE),
                reader.value(SettingTable.CHECK_TIMEOUT),
                reader.value(SettingTable.DRAIN_TIMEOUT),
                heartbeat,
                lostAfter);
    }

    private static AuthSettings auth(SettingReader reader) {
        return new AuthSettings(
                reader.value(SettingTable.AUTH_MODE),
                reader.value(SettingTable.ADMIN_USER),
                reader.optional(SettingTable.ADMIN_PASSWORD),
                reader.optional(SettingTable.USERS_FILE),
                reader.value(SettingTable.SESSION_MAX_AGE),
                reader.value(SettingTable.TOKEN_LIFETIME),
                reader.optional(SettingTable.BASE_URL),
                reader.value(SettingTable.DATA_DIRECTORY));
    }

    /** The server's pool reads these; what is wrong with them is said here too. */
    private static void others(SettingReader reader) {
        reader.optional(SettingTable.DB_URL);
        reader.optional(SettingTable.DB_USER);
        reader.optional(SettingTable.DB_PASSWORD);
        reader.optional(SettingTable.HTTP_PORT);
    }
}
