package org.slipway.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends what no client library would: the bytes as they are. */
public final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    public RawHttp(ConsoleClient console) throws IOException {
        URI base = console.uri("/");
        socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** The whole answer, until the server closes the connection; {@code \n} in the request stands for a line's end. */
    public static String exchange(ConsoleClient console, String request) throws IOException {
        try (RawHttp connection = new RawHttp(console)) {
            connection.send(request.replace("\n", "\r\n"));
            return connection.answer();
        }
    }

    /** {@code GET} of an address that is sent as it is written. */
    public static String get(ConsoleClient console, String address, String headers) throws IOException {
        return exchange(console, "GET " + address + " HTTP/1.1\nHost: console\nConnection: close\n" + headers + "\n");
    }

    public void send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    public String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** True once the server has said something. */
    public boolean isAnswered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** 0 when there was no answer, only the end of the connection. */
    public static int status(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
