package org.slipway.torture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between console and database on loopback, and may do to each message what a bad network does. */
final class PgProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final Link.Watch watch;
    private final Duration pause;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    PgProxy(int target, Link.Watch watch, Duration pause) throws IOException {
        this.target = target;
        this.watch = watch;
        this.pause = pause;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Those that are open now. */
    List<Link> links() {
        return links.stream().filter(Link::isOpen).toList();
    }

    private void accept() throws IOException {
        while (true) {
            Socket console = listener.accept();
            Socket database = connect(console);
            if (database != null) {
                console.setTcpNoDelay(true);
                database.setTcpNoDelay(true);
                Link link = new Link(console, database, watch, pause);
                links.add(link);
                start(() -> over(link, link::toDatabase));
                start(() -> over(link, link::toConsole));
            }
        }
    }

    /** Null, and the console sees its connection refused, when there is no database. */
    private Socket connect(Socket console) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            console.close();
            return null;
        }
    }

    /** A direction that breaks takes the other one with it; one that ends does not. */
    private void over(Link link, Work direction) throws IOException {
        try {
            direction.run();
        } catch (IOException e) {
            link.cut();
        }
        if (!link.isOpen()) {
            links.remove(link);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // a socket that is closed already
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Link link : links) {
            link.cut();
        }
    }
}
