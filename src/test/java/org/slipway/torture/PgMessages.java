package org.slipway.torture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads one direction of PostgreSQL's protocol, message by message. Source: PostgreSQL manual, chapter "Frontend/Backend
 * Protocol". Without TLS, so that what passes can be understood.
 */
final class PgMessages {
    private final DataInputStream in;
    private final boolean fromClient;
    private boolean startup;

    PgMessages(InputStream in, boolean fromClient) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        this.fromClient = fromClient;
        this.startup = fromClient;
    }

    /**
     * One message.
     *
     * @param fromClient its direction
     * @param type the protocol's letter; 0 for the client's first message, which has none
     * @param bytes all of it, as it is sent on
     */
    record Message(boolean fromClient, char type, byte[] bytes) {
        /** Of a statement: {@code Parse} or {@code Query}. */
        boolean asks(String text) {
            return fromClient && (type == 'P' || type == 'Q') && contains(text);
        }

        boolean answersCommit() {
            return !fromClient && type == 'C' && contains("COMMIT");
        }

        /** {@code Sync}, {@code Query}, or what comes alone. */
        boolean endsRequest() {
            return "SQXdcf".indexOf(type) >= 0 || type == 0;
        }

        /** The process that serves the connection: {@code BackendKeyData}. */
        long backend() {
            return ByteBuffer.wrap(bytes, 5, 4).getInt();
        }

        boolean tellsBackend() {
            return !fromClient && type == 'K';
        }

        private boolean contains(String text) {
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
        }
    }

    /** Null at the end. */
    Message next() throws IOException {
        int type = startup ? 0 : in.read();
        if (type < 0) {
            return null;
        }
        int length;
        try {
            length = in.readInt();
        } catch (EOFException e) {
            return null;
        }
        int before = startup ? 0 : 1;
        byte[] bytes = new byte[before + length];
        bytes[0] = (byte) type;
        ByteBuffer.wrap(bytes, before, 4).putInt(length);
        in.readFully(bytes, before + 4, length - 4);
        startup = false;
        return new Message(fromClient, (char) type, bytes);
    }

    /** Whether the next one is not here yet: then those before it must be sent on. */
    boolean isDrained() throws IOException {
        return in.available() == 0;
    }
}
