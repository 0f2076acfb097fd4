package org.slipway.configuration;

import static org.slipway.configuration.Setting.of;
import static org.slipway.configuration.Setting.secret;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys of sign-in: a part of {@link SettingTable}. */
final class AuthSettingTable {
    private static final Duration SECOND = Duration.ofSeconds(1);

    static final Setting<Path> DATA_DIRECTORY = of(
            "data-directory",
            "slipway-data",
            Parsers::path,
            "Folder for what the console keeps outside the database: the hash of the generated password.");
    static final Setting<URI> BASE_URL = of(
            "base-url",
            null,
            Parsers::baseUrl,
            "Address under which browsers reach the console, when a proxy stands before it. With https, cookies are Secure and browsers are told to insist on it.");
    static final Setting<List<AddressRange>> TRUSTED_PROXIES = of(
            "trusted-proxies",
            null,
            Parsers::addressRanges,
            "Addresses of the proxies before the console, separated by commas, such as 10.0.0.7 or 10.0.0.0/24. From these and no others the headers of slipway.trusted-proxies-header are believed.");
    static final Setting<AuthSettings.ProxyHeader> PROXY_HEADER = of(
            "trusted-proxies-header",
            "x-forwarded-for",
            Parsers.oneOf(AuthSettings.ProxyHeader.class),
            "What the proxies say who asked with, and write over when it comes from outside: x-forwarded-for (with X-Forwarded-Proto, -Host and -Port), or forwarded (RFC 7239). The other one is never read.");
    static final Setting<AuthSettings.Mode> MODE = of(
            "auth.mode",
            "local",
            Parsers.oneOf(AuthSettings.Mode.class),
            "Where accounts come from: local, or oidc for an identity provider that speaks OpenID Connect.");
    static final Setting<String> SECRET = secret(
            "auth.secret",
            Parsers::secretKey,
            "Key that seals what the console leaves in browsers and signs the tokens that it issues: 32 bytes or more in Base64, such as from openssl rand -base64 32. Several nodes need the same one; without it each start makes its own.");
    static final Setting<Duration> SESSION_MAX_AGE = of(
            "auth.session-max-age",
            "8h",
            Parsers.duration(SECOND, Duration.ofDays(7)),
            "After how long a browser has to sign in again, however busy it was. Half an hour without a request ends a session earlier.");
    static final Setting<Duration> TOKEN_LIFETIME = of(
            "auth.token-lifetime",
            "15min",
            Parsers.duration(SECOND, Duration.ofDays(1)),
            "How long a bearer token from /auth/token is valid.");

    static final Setting<String> ADMIN_USER =
            of("auth.local.admin-user", "admin", Parsers::userName, "Name of the local administrator.");
    static final Setting<String> ADMIN_PASSWORD = secret(
            "auth.local.admin-password",
            Parsers::notEmpty,
            "Password of the local administrator. Without it one is generated at the first start and shown once in the log.");
    static final Setting<Path> USERS_FILE = of(
            "auth.local.users-file",
            null,
            Parsers::path,
            "File with further local accounts, one a line: name:role,role:hash. Make a hash with: java -cp WEB-INF/classes org.slipway.security.PasswordHashCommand");

    static final Setting<String> ISSUER = of(
            "auth.oidc.issuer",
            null,
            Parsers::issuer,
            "Issuer of the identity provider, exactly as in its document at /.well-known/openid-configuration, such as https://login.example.org/realms/company.");
    static final Setting<String> CLIENT_ID = of(
            "auth.oidc.client-id",
            null,
            Parsers::notEmpty,
            "The console's client id at the identity provider. Register <base-url>/oidc/callback as its redirect address.");
    static final Setting<String> CLIENT_SECRET = secret(
            "auth.oidc.client-secret",
            Parsers::notEmpty,
            "The console's client secret. Without one it is a public client, which only PKCE protects.");
    static final Setting<List<String>> SCOPES = of(
            "auth.oidc.scopes",
            "openid,profile,email",
            Parsers::list,
            "Scopes to ask the identity provider for, separated by commas; openid is one of them.");

    static final Setting<List<String>> ROLE_CLAIMS = of(
            "auth.role-claims",
            "groups",
            Parsers::list,
            "Where an ID token or access token says what its subject may do, separated by commas: names of claims, or paths such as realm_access.roles or resource_access.\"my.client\".roles.");
    static final Setting<List<String>> ADMIN_VALUES = of(
            "auth.admin-values",
            "admin",
            Parsers::list,
            "Values of these claims, separated by commas, that make an admin, who may do everything.");
    static final Setting<List<String>> VIEWER_VALUES = of(
            "auth.viewer-values",
            "viewer",
            Parsers::list,
            "Values of these claims, separated by commas, that make a viewer, who may look at everything and change nothing.");
    static final Setting<List<String>> NAME_CLAIMS = of(
            "auth.name-claims",
            "upn,preferred_username,email,sub",
            Parsers::list,
            "Claims with the name to show for who signed in, separated by commas; the first one that is there counts.");

    static final List<Setting<?>> ALL = List.of(
            DATA_DIRECTORY,
            BASE_URL,
            TRUSTED_PROXIES,
            PROXY_HEADER,
            MODE,
            SECRET,
            SESSION_MAX_AGE,
            TOKEN_LIFETIME,
            ADMIN_USER,
            ADMIN_PASSWORD,
            USERS_FILE,
            ISSUER,
            CLIENT_ID,
            CLIENT_SECRET,
            SCOPES,
            ROLE_CLAIMS,
            ADMIN_VALUES,
            VIEWER_VALUES,
            NAME_CLAIMS);

    private AuthSettingTable() {}
}
