package org.slipway.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The developer's {@code -Dslipway.…} settings, and what {@code mvn -Prun} uses where they are silent. */
final class DevSettings {
    private static final String PREFIX = "slipway.";
    private static final String TOKEN_PREFIX = "mp.jwt.verify.";
    private static final String PORT = PREFIX + "http.port";
    private static final String LOCATION = PREFIX + "migrations.location";
    private static final String URL = PREFIX + "db.url";
    private static final String DATABASE_USER = PREFIX + "db.user";
    private static final String DATABASE_PASSWORD = PREFIX + "db.password";
    private static final String BASE_URL = PREFIX + "base-url";
    private static final String MODE = PREFIX + "auth.mode";
    private static final String ISSUER = PREFIX + "auth.oidc.issuer";
    private static final String USER = PREFIX + "auth.local.admin-user";
    private static final String PASSWORD = PREFIX + "auth.local.admin-password";
    private static final int PASSWORD_BYTES = 12;

    private final Map<String, String> values;
    private final String port;
    private final boolean ownDatabase;
    private final boolean ownPassword;
    private final boolean local;

    DevSettings(Map<String, String> given, Path base, Path state) throws IOException {
        values = given;
        port = values.remove(PORT);
        ownDatabase = values.containsKey(URL);
        if (ownDatabase && !values.containsKey(DATABASE_USER)) {
            throw new IllegalStateException(
                    URL + " needs " + DATABASE_USER + " (and " + DATABASE_PASSWORD + ") beside it.");
        }
        local = values.getOrDefault(MODE, "local").equals("local");
        ownPassword = values.containsKey(PASSWORD) || values.containsKey(PASSWORD + "-file");
        if (local) {
            useLocalAccount(state);
        }
        values.putIfAbsent(LOCATION, "filesystem:" + base.resolve("src/example/migrations"));
        values.putIfAbsent(PREFIX + "data-directory", state.resolve("console").toString());
        values.putIfAbsent(PREFIX + "shutdown.drain-timeout", "4s");
    }

    static DevSettings read(Path base, Path state) throws IOException {
        Map<String, String> given = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX) || key.startsWith(TOKEN_PREFIX))
                .forEach(key -> given.put(key, System.getProperty(key)));
        return new DevSettings(given, base, state);
    }

    private void useLocalAccount(Path state) throws IOException {
        if (!ownPassword) {
            values.put(PASSWORD, generatedPassword(state.resolve("admin-password")));
        }
        values.putIfAbsent(USER, "admin");
    }

    /** Made once and kept, so that a bookmarked browser can sign in again tomorrow. */
    private static String generatedPassword(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            String password = Base64.getUrlEncoder().encodeToString(random);
            Files.writeString(OwnerOnly.createFile(file), password + "\n");
        }
        return Files.readString(file).trim();
    }

    String port() {
        return port;
    }

    /** True when the developer named a database; then none is embedded. */
    boolean hasOwnDatabase() {
        return ownDatabase;
    }

    void useDatabase(String url, String user, String password) {
        values.put(URL, url);
        values.put(DATABASE_USER, user);
        values.put(DATABASE_PASSWORD, password);
    }

    Map<String, String> forServer() {
        return Map.copyOf(values);
    }

    /** What the developer is waiting for, set apart from Maven's lines. */
    String banner(Path log, boolean embedded) {
        String line = "  " + "-".repeat(76) + "\n";
        return "\n" + line
                + "  Slipway is ready:  http://127.0.0.1:" + port + "/admin\n\n"
                + (local ? account() : provider())
                + "    migrations    " + values.get(LOCATION) + "\n"
                + "    database      " + values.get(URL) + (embedded ? " (embedded, kept in .slipway)" : "") + "\n"
                + "    server log    " + log + "\n\n"
                + "  Ctrl-C stops it.\n" + line;
    }

    private String account() {
        return "    user          %s%n    password      %s%n"
                .formatted(values.get(USER), ownPassword ? "(the one you gave)" : values.get(PASSWORD));
    }

    private String provider() {
        String address = values.getOrDefault(BASE_URL, "http://127.0.0.1:" + port);
        return "    sign in       at %s%n    its client    redirect address %s/oidc/callback%n"
                .formatted(values.get(ISSUER), address);
    }
}
