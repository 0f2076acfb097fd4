package org.slipway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes what {@code arquillian.xml} refers to, before Arquillian reads it: a database, the settings, a free port. To be
 * named before Arquillian's own extension. Inside the container, where the test runs a second time, it does nothing.
 */
public final class ContainerSettings implements BeforeAllCallback {
    /** Where the console looks for migrations; the same for the server, which has the same working directory. */
    public static final Path MIGRATIONS = Path.of("target/container/migrations");

    private static final String LOOPBACK =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (System.getProperty("war") != null) {
            Files.createDirectories(MIGRATIONS);
            write(MIGRATIONS.resolveSibling("settings.properties"));
            String preBoot = Files.readString(Path.of(System.getProperty("server.config"), "pre-boot.asadmin"));
            Files.writeString(MIGRATIONS.resolveSibling("pre-boot.asadmin"), preBoot + LOOPBACK + "\n");
            System.setProperty("container.port", Integer.toString(freePort()));
        }
    }

    private static void write(Path file) throws IOException {
        TestDatabase database = TestDatabase.shared();
        Properties settings = new Properties();
        settings.put("slipway.db.url", database.createDatabase("container"));
        settings.put("slipway.db.user", database.user());
        settings.put("slipway.db.password", database.password());
        settings.put("slipway.migrations.location", "filesystem:" + MIGRATIONS);
        settings.put("slipway.auth.local.admin-password", TestConsole.ADMIN_PASSWORD);
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
