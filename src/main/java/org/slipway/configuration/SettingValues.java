package org.slipway.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Everything that was set, read and found valid. */
public record SettingValues(
        MigrationSettings migrations,
        ExecutionSettings execution,
        DriftSettings drift,
        AuthSettings auth,
        JwtSettings jwt,
        OperationsSettings operations) {

    /** @throws InvalidSettingsException with every invalid value */
    public static SettingValues of(Config config) {
        return of(SettingSource.of(config));
    }

    /**
     * The defaults, but for these keys; for code that runs without a server.
     *
     * @throws InvalidSettingsException with every invalid value
     */
    public static SettingValues of(Map<String, String> texts) {
        return of(SettingSource.of(texts));
    }

    static SettingValues of(SettingSource source) {
        SettingReader reader = new SettingReader(source);
        MigrationSettings migrations = migrations(reader);
        ExecutionSettings execution = execution(reader);
        DriftSettings drift =
                new DriftSettings(reader.optional(SettingTable.DRIFT_IGNORE).orElse(List.of()));
        AuthSettings auth = auth(reader);
        JwtSettings jwt = JwtSettingTable.read(reader, auth.mode() == AuthSettings.Mode.OIDC);
        OperationsSettings operations = new OperationsSettings(
                reader.optional(SettingTable.METRICS_TOKEN).orElse(null));
        others(reader);
        reader.finish();
        return new SettingValues(migrations, execution, drift, auth, jwt, operations);
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
                locations == null ? List.of() : locations,
                reader.value(SettingTable.LAYOUT),
                prefix,
                repeatablePrefix,
                reader.value(SettingTable.SEPARATOR),
                suffixes == null ? List.of() : suffixes,
                reader.value(SettingTable.ENCODING),
                Boolean.TRUE.equals(reader.value(SettingTable.PLACEHOLDER_REPLACEMENT)),
                reader.value(SettingTable.PLACEHOLDER_PREFIX),
                reader.value(SettingTable.PLACEHOLDER_SUFFIX),
                reader.family(SettingTable.PLACEHOLDERS),
                reader.value(SettingTable.CONTEXTS),
                reader.value(SettingTable.LABELS));
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
        AuthSettings.Mode mode = reader.value(AuthSettingTable.MODE);
        Optional<AuthSettings.Oidc> oidc = oidc(reader, mode == AuthSettings.Mode.OIDC);
        return new AuthSettings(
                mode,
                reader.optional(AuthSettingTable.SECRET),
                reader.value(AuthSettingTable.SESSION_MAX_AGE),
                reader.value(AuthSettingTable.TOKEN_LIFETIME),
                reader.optional(AuthSettingTable.BASE_URL),
                reader.optional(AuthSettingTable.TRUSTED_PROXIES).orElse(List.of()),
                reader.value(AuthSettingTable.PROXY_HEADER),
                reader.value(AuthSettingTable.DATA_DIRECTORY),
                new AuthSettings.Local(
                        reader.value(AuthSettingTable.ADMIN_USER),
                        reader.optional(AuthSettingTable.ADMIN_PASSWORD),
                        reader.optional(AuthSettingTable.USERS_FILE)),
                oidc,
                new AuthSettings.Claims(
                        reader.value(AuthSettingTable.ROLE_CLAIMS),
                        reader.value(AuthSettingTable.ADMIN_VALUES),
                        reader.value(AuthSettingTable.VIEWER_VALUES),
                        reader.value(AuthSettingTable.NAME_CLAIMS)));
    }

    /** Read in either mode, so that an invalid value is told before the mode is changed. */
    private static Optional<AuthSettings.Oidc> oidc(SettingReader reader, boolean wanted) {
        Optional<String> issuer = reader.optional(AuthSettingTable.ISSUER);
        Optional<String> clientId = reader.optional(AuthSettingTable.CLIENT_ID);
        Optional<String> clientSecret = reader.optional(AuthSettingTable.CLIENT_SECRET);
        List<String> scopes = reader.value(AuthSettingTable.SCOPES);
        if (!wanted) {
            return Optional.empty();
        }
        if (issuer.isEmpty()) {
            reader.missing(AuthSettingTable.ISSUER, AuthSettingTable.MODE.name() + "=oidc needs it");
        }
        if (clientId.isEmpty()) {
            reader.missing(AuthSettingTable.CLIENT_ID, AuthSettingTable.MODE.name() + "=oidc needs it");
        }
        return Optional.of(new AuthSettings.Oidc(issuer.orElse(null), clientId.orElse(null), clientSecret, scopes));
    }

    /** The server's pool reads these; what is wrong with them is said here too. */
    private static void others(SettingReader reader) {
        reader.optional(SettingTable.DB_URL);
        reader.optional(SettingTable.DB_USER);
        reader.optional(SettingTable.DB_PASSWORD);
        reader.optional(SettingTable.HTTP_PORT);
    }
}
