package org.slipway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and PostgreSQL and counts round trips: each ends with the server's "ready for query". Changes of
 * direction would not do, because a long answer begins before a long question has wholly arrived.
 */
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
            start(() -> copy(client, server, (bytes, length) -> {}));
            start(() -> copy(server, client, new ReadyForQueries()));
        }
    }

    private interface Listener {
        void seen(byte[] bytes, int length);
    }

    private static void copy(Socket from, Socket to, Listener listener) throws IOException {
        byte[] piece = new byte[65536];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(piece); read > 0; read = in.read(piece)) {
            listener.seen(piece, read);
            out.write(piece, 0, read);
        }
        to.shutdownOutput();
    }

    /**
     * Follows the server's messages: a type, four bytes of length that count themselves, the rest. Only the answer to a wish
     * for TLS is a lone byte, {@code N}.
     */
    private final class ReadyForQueries implements Listener {
        private boolean first = true;
        private int type = -1;
        private int lengthBytes;
        private int length;
        private int rest;

        @Override
        public void seen(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                next(bytes[i] & 0xff);
            }
        }

        private void next(int value) {
            if (rest > 0) {
                rest--;
            } else if (type < 0) {
                begin(value);
            } else {
                length = length << 8 | value;
                if (++lengthBytes == 4) {
                    end();
                }
            }
        }

        private void begin(int value) {
            boolean answerToTls = first && value == 'N';
            first = false;
            type = answerToTls ? -1 : value;
            lengthBytes = 0;
            length = 0;
        }

        private void end() {
            if (type == 'Z') {
                trips.incrementAndGet();
            }
            rest = length - 4;
            type = -1;
        }
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
