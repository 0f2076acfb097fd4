package org.slipway.sql;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a PostgreSQL server on loopback that executes nothing and keeps every query that a client sends (PostgreSQL
 * manual, "Frontend/Backend Protocol", simple queries and COPY).
 */
final class RecordingServer implements AutoCloseable {
    /** @param copyData null when the query was no COPY … FROM stdin */
    record Query(String text, String copyData) {}

    private static final String BLANK = "(?:\\s|--[^\\n]*+\\n|/\\*(?s:.*?)\\*/)";
    private static final String START = "^" + BLANK + "*+";
    private static final Pattern COPY = Pattern.compile(
            START + "copy\\b(?s:.*)\\b(from" + BLANK + "+(?:stdin|stdout)|to\\s+stdout)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern STANDARD_STRINGS = Pattern.compile(
            START + "(?:set\\s+(?:session\\s+|local\\s+)?standard_conforming_strings\\s*(?:=|to)\\s*'?(\\w+)"
                    + "|reset\\s+standard_conforming_strings)",
            Pattern.CASE_INSENSITIVE);
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final ServerSocket listener;
    private final Charset charset;
    private final List<Query> queries = new ArrayList<>();

    RecordingServer(Charset charset) throws IOException {
        this.charset = charset;
        listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "recording server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    synchronized List<Query> takeQueries() {
        List<Query> taken = List.copyOf(queries);
        queries.clear();
        return taken;
    }

    private synchronized void keep(Query query) {
        queries.add(query);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                new Session(socket).run();
            } catch (IOException endOfSession) {
                // a client that goes away, or close(): nothing is lost, queries are kept as they arrive
            }
        }
    }

    private final class Session {
        private final DataInputStream in;
        private final DataOutputStream out;

        Session(Socket socket) throws IOException {
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
        }

        void run() throws IOException {
            greet();
            for (int type; (type = in.read()) != 'X' && type >= 0; ) {
                byte[] body = body();
                if (type == 'Q') {
                    answer(new String(body, 0, body.length - 1, charset));
                }
            }
        }

        private byte[] body() throws IOException {
            return in.readNBytes(in.readInt() - 4);
        }

        private void greet() throws IOException {
            for (byte[] request = body(); isEncryptionRequest(request); request = body()) {
                out.write('N');
                out.flush();
            }
            send('R', new byte[4]);
            status("server_version", "15.0");
            status("server_encoding", "UTF8");
            status("client_encoding", "UTF8");
            status("standard_conforming_strings", "on");
            send('K', new byte[8]);
            ready();
        }

        private boolean isEncryptionRequest(byte[] request) throws IOException {
            if (request.length < 4) {
                throw new EOFException();
            }
            int code = java.nio.ByteBuffer.wrap(request).getInt();
            return code == SSL_REQUEST || code == GSS_REQUEST;
        }

        private void answer(String query) throws IOException {
            Matcher copy = COPY.matcher(query);
            if (!copy.find()) {
                keep(new Query(query, null));
                learnStandardStrings(query);
                send('C', "DONE\0".getBytes(charset));
            } else if (copy.group(1).toLowerCase(Locale.ROOT).startsWith("from")) {
                send('G', new byte[3]);
                out.flush();
                keep(new Query(query, copyData()));
                send('C', "COPY 0\0".getBytes(charset));
            } else {
                keep(new Query(query, null));
                send('H', new byte[3]);
                send('c', new byte[0]);
                send('C', "COPY 0\0".getBytes(charset));
            }
            ready();
        }

        private String copyData() throws IOException {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            for (int type; (type = in.read()) == 'd'; ) {
                data.write(body());
            }
            body();
            return data.toString(charset);
        }

        private void learnStandardStrings(String query) throws IOException {
            Matcher set = STANDARD_STRINGS.matcher(query);
            if (set.find()) {
                boolean off = set.group(1) != null && set.group(1).equalsIgnoreCase("off");
                status("standard_conforming_strings", off ? "off" : "on");
            }
        }

        private void status(String name, String value) throws IOException {
            send('S', (name + '\0' + value + '\0').getBytes(charset));
        }

        private void ready() throws IOException {
            send('Z', new byte[] {'I'});
            out.flush();
        }

        private void send(char type, byte[] body) throws IOException {
            out.write(type);
            out.writeInt(body.length + 4);
            out.write(body);
        }
    }
}
