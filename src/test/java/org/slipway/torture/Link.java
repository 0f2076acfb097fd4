package org.slipway.torture;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slipway.torture.PgMessages.Message;

/** One connection through the proxy: a socket to the console, one to the database, a thread for each direction. */
final class Link {
    /** What becomes of a message. */
    enum Pass {
        ON,
        /** The message is lost, and both sides see a reset. */
        CUT,
        /** The message is lost, its receiver sees an orderly end; the other direction goes on. */
        HALF_CLOSED,
        /** The message and all that follow are lost, and nobody is told for a while; then both sides see a reset. */
        SWALLOWED,
        /** The console sees a reset at once; the database gets the request all the same, a while later. */
        LATE
    }

    /** Asked about each message before it is sent on; may take its time, and do whatever it wants meanwhile. */
    interface Watch {
        Pass at(Link link, Message message);
    }

    private final Socket console;
    private final Socket database;
    private final Watch watch;
    private final Duration pause;
    private volatile long backend;

    /** @param pause how long it takes until swallowed messages are noticed and late ones arrive */
    Link(Socket console, Socket database, Watch watch, Duration pause) {
        this.console = console;
        this.database = database;
        this.watch = watch;
        this.pause = pause;
    }

    /** Process id of the backend; 0 before it has told it. */
    long backend() {
        return backend;
    }

    boolean isOpen() {
        return !console.isClosed() && !database.isClosed();
    }

    void toDatabase() throws IOException {
        copy(console, database, true);
    }

    void toConsole() throws IOException {
        copy(database, console, false);
    }

    private void copy(Socket from, Socket to, boolean fromClient) throws IOException {
        PgMessages messages = new PgMessages(from.getInputStream(), fromClient);
        OutputStream out = new BufferedOutputStream(to.getOutputStream(), 1 << 16);
        for (Message message = messages.next(); message != null; message = messages.next()) {
            if (message.tellsBackend()) {
                backend = message.backend();
            }
            Pass pass = watch.at(this, message);
            if (pass != Pass.ON) {
                spoil(pass, message, messages, to);
                return;
            }
            out.write(message.bytes());
            if (messages.isDrained()) {
                out.flush();
            }
        }
        to.shutdownOutput();
    }

    private void spoil(Pass pass, Message message, PgMessages messages, Socket to) throws IOException {
        switch (pass) {
            case HALF_CLOSED -> to.shutdownOutput();
            case SWALLOWED -> {
                LockSupport.parkNanos(pause.toNanos());
                cut();
            }
            case LATE -> {
                byte[] request = request(message, messages);
                reset(console);
                LockSupport.parkNanos(pause.toNanos());
                database.getOutputStream().write(request);
                database.shutdownOutput();
            }
            default -> cut();
        }
    }

    /** The message and those that were sent with it: the database begins when all have come. */
    private static byte[] request(Message first, PgMessages messages) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        Message last = first;
        request.write(last.bytes());
        while (last != null && !last.endsRequest()) {
            last = messages.next();
            request.write(last == null ? new byte[0] : last.bytes());
        }
        return request.toByteArray();
    }

    void cut() throws IOException {
        reset(console);
        reset(database);
    }

    void cutQuietly() {
        try {
            cut();
        } catch (IOException e) {
            // it was closed in the same moment
        }
    }

    private static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
