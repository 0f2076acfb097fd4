package org.slipway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Answer;
import org.slipway.testing.ConsoleClient;
import org.slipway.testing.Requirement;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;

/** The image as it is shipped, made from the Dockerfile, against PostgreSQL in a container of its own. */
class DockerImageIT {
    /** What breaks if a password is pasted into commands on its way to the connection pool. */
    private static final String DATABASE_PASSWORD = "it's \"quoted\", with: $pace=#\\";

    private static final String AUTH_SECRET = "c2VhbGVkIGFuZCBzaWduZWQgYnkgdGhpcnR5LXR3byBieXRlcw==";
    private static final String ADMIN_PASSWORD = "correct horse battery staple";
    private static final int PORT = 8080;
    private static final int READABLE = 0444;
    private static final int EVERYBODY = 0755;

    private static final Network NETWORK = Network.newNetwork();
    private static PostgreSQLContainer database;
    private static GenericContainer<?> slipway;
    private static ConsoleClient admin;

    @BeforeAll
    static void startContainers() {
        Requirement.check(
                DockerClientFactory.instance().isDockerAvailable(),
                "docker.required",
                "no Docker on this machine: install an engine (Debian: apt-get install docker.io) or set DOCKER_HOST");
        database = new PostgreSQLContainer("postgres:17-alpine")
                .withNetwork(NETWORK)
                .withNetworkAliases("database")
                .withDatabaseName("yard")
                .withUsername("yard")
                .withPassword(DATABASE_PASSWORD);
        database.start();
        slipway = console();
        slipway.start();
        URI address = URI.create("http://" + slipway.getHost() + ":" + slipway.getMappedPort(PORT));
        admin = new ConsoleClient(address, "admin", ADMIN_PASSWORD);
    }

    private static GenericContainer<?> console() {
        ImageFromDockerfile image = new ImageFromDockerfile("slipway-test", false)
                .withDockerfile(Path.of("Dockerfile").toAbsolutePath())
                .withBuildImageCmdModifier(build -> build.withNetworkMode("host"));
        return new GenericContainer<>(image)
                .withNetwork(NETWORK)
                .withExposedPorts(PORT)
                .withEnv("SLIPWAY_DB_URL", "jdbc:postgresql://database:5432/yard")
                .withEnv("SLIPWAY_DB_USER", "yard")
                .withEnv("SLIPWAY_DB_PASSWORD_FILE", "/run/secrets/database")
                .withCopyToContainer(Transferable.of(DATABASE_PASSWORD + "\n", READABLE), "/run/secrets/database")
                .withEnv("SLIPWAY_AUTH_SECRET_FILE", "/run/secrets/auth")
                .withCopyToContainer(Transferable.of(AUTH_SECRET + "\n", READABLE), "/run/secrets/auth")
                .withCopyToContainer(
                        Transferable.of("slipway.auth.local.admin-password=" + ADMIN_PASSWORD, READABLE),
                        "/config/slipway.properties")
                .withCopyFileToContainer(MountableFile.forHostPath("src/example/migrations", EVERYBODY), "/migrations")
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(3)));
    }

    @AfterAll
    static void stopContainers() {
        for (GenericContainer<?> container : new GenericContainer<?>[] {slipway, database}) {
            if (container != null) {
                container.stop();
            }
        }
        NETWORK.close();
    }

    @Test
    void theImageRunsTheMigrationsOfItsVolume() {
        Answer run = admin.post("/api/admin/migrations/run?wait=60s");
        assertThat(run.status()).as(run.body()).isEqualTo(200);
        assertThat(run.json().getString("status")).isEqualTo("SUCCEEDED");
        assertThat(admin.get("/api/admin/migrations/run").json().getBoolean("upToDate"))
                .isTrue();
    }

    @Test
    void theServerDoesNotRunAsRoot() throws Exception {
        assertThat(slipway.execInContainer("id", "-u").getStdout().trim()).isEqualTo("10001");
    }

    @Test
    void theSignalToStopReachesJava() throws Exception {
        assertThat(slipway.execInContainer("cat", "/proc/1/comm").getStdout().trim())
                .isEqualTo("java");
    }

    @Test
    void theImageMakesHashesForTheUsersFile() throws Exception {
        assertThat(slipway.execInContainer("sh", "-c", "echo a password | sh /opt/slipway/entrypoint.sh hash-password")
                        .getStdout())
                .startsWith("pbkdf2-sha512$");
    }

    @Test
    void noSecretIsInTheLog() {
        assertThat(slipway.getLogs()).doesNotContain(DATABASE_PASSWORD, AUTH_SECRET, ADMIN_PASSWORD);
    }
}
