package org.slipway.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Nodes that wait for work, so that nobody waits for one to start: what was killed is replaced ahead of time. */
final class Nodes implements AutoCloseable {
    private static final int SPARES = 3;

    private final Path folder;
    private final Deque<Node> idle = new ArrayDeque<>();
    private final Queue<Node> started = new ConcurrentLinkedQueue<>();

    Nodes(Path folder) {
        this.folder = folder;
        fill();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    Node take() {
        fill();
        return idle.poll();
    }

    /** Those that live still serve. */
    void giveBack(Node node) {
        if (node.isAlive()) {
            idle.addFirst(node);
        }
    }

    private void fill() {
        idle.removeIf(node -> !node.isAlive());
        try {
            while (idle.size() < SPARES) {
                Node node = Node.start(folder);
                started.add(node);
                idle.addLast(node);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also those that are frozen, which do not see that nobody is there any more. */
    @Override
    public void close() {
        started.forEach(Node::close);
    }
}
