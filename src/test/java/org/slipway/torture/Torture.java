package org.slipway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.slipway.testing.Await;

/** The place where trials happen: a database server, nodes in stock, and how long a run takes that nobody disturbs. */
final class Torture implements AutoCloseable {
    private static final int UNDISTURBED = 3;

    private final Path folder;
    private final TortureDatabase server;
    private final Nodes nodes;
    private Duration typical = Duration.ofSeconds(1);
    private int trials;

    /** @param parent gets a folder for what the trials leave */
    private Torture(Path parent) throws IOException, SQLException {
        this.folder = Files.createTempDirectory(Files.createDirectories(parent), "trials-");
        this.server = TortureDatabase.start(folder);
        this.nodes = new Nodes(folder);
    }

    static Torture begin(Path folder) throws IOException, SQLException {
        Torture torture = new Torture(folder);
        for (int i = 0; i < UNDISTURBED; i++) {
            torture.measure(i);
        }
        return torture;
    }

    private void measure(long seed) throws SQLException, IOException {
        Mix mix = Mix.of(new Random(seed), true);
        String database = "undisturbed_" + seed;
        server.create(database);
        mix.writeTo(folder.resolve(database));
        Node node = nodes.take();
        long began = System.nanoTime();
        Press press = new Press(
                node, TortureDatabase.url(server.port(), database), folder.resolve(database), PlantedFault.NONE);
        Await.until(Duration.ofSeconds(30), press::isOver, Boolean::booleanValue);
        typical = Duration.ofNanos(System.nanoTime() - began);
        nodes.giveBack(node);
    }

    Trial.Result trial(Scenario scenario, PlantedFault fault) {
        try {
            return new Trial(scenario, server, nodes, fault, ++trials, folder).run(typical);
        } catch (SQLException | IOException | RuntimeException e) {
            throw new IllegalStateException("the test itself failed in " + scenario, e);
        }
    }

    @Override
    public void close() {
        nodes.close();
        server.close();
    }
}
