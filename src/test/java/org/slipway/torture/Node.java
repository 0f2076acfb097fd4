package org.slipway.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link NodeMain} in a process of its own, which can be killed and frozen. Asked by one thread, killed by any. */
final class Node implements Victim, AutoCloseable {
    private static final String GONE = "gone\t";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Process process;
    private final PrintWriter commands;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private volatile boolean frozen;
    private volatile boolean ended;

    private Node(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "node " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static Node start(Path folder) throws IOException {
        Path log = Files.createDirectories(folder).resolve("node-" + COUNT.incrementAndGet() + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName())
                .redirectError(log.toFile())
                .start();
        return new Node(process);
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // killed while it spoke
        }
        ended = true;
    }

    /** Presses <em>Run</em>: see {@link NodeMain}. */
    void tell(String wish) {
        commands.println(wish);
    }

    /** The next line that it said, {@code gone} when it is dead; null when there is none yet. */
    String heard() {
        String line = lines.poll();
        return line == null && ended ? GONE : line;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isFrozen() {
        return frozen;
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void freeze() {
        frozen = true;
        signal("-STOP");
    }

    @Override
    public void wake() {
        signal("-CONT");
        frozen = false;
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
