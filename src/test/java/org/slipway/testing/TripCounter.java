package org.slipway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and PostgreSQL and counts how often the direction changes: each is a round trip. */
public final class TripCounter implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final AtomicLong trips = new AtomicLong();

    public TripCounter(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public long trips() {
        return trips.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            AtomicBoolean asked = new AtomicBoolean();
            start(() -> copy(client, server, () -> asked.set(true)));
            start(() -> copy(server, client, () -> {
                if (asked.compareAndSet(true, false)) {
                    trips.incrementAndGet();
                }
            }));
        }
    }

    private static void copy(Socket from, Socket to, Runnable seen) throws IOException {
        byte[] piece = new byte[65536];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(piece); read > 0; read = in.read(piece)) {
            seen.run();
            out.write(piece, 0, read);
        }
        to.shutdownOutput();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one side has closed: this connection's counting ends
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
