package org.slipway.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a short text over HTTP, and gives up on one that is long or slow: an answer that drips must not hold requests. */
final class LimitedFetch {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int CHUNK = 8192;

    private LimitedFetch() {}

    /**
     * @param limit for the whole of it
     * @throws IOException for anything but a 200 with a body of at most 256 KB within the limit
     */
    static String text(URI address, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(millisUntil(end));
            connection.setReadTimeout(millisUntil(end));
            connection.setRequestProperty("Accept", "application/jwk-set+json, application/json, */*");
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(address + " answered " + connection.getResponseCode());
            }
            try (InputStream in = connection.getInputStream()) {
                return new String(read(in, connection, end), StandardCharsets.UTF_8);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static byte[] read(InputStream in, HttpURLConnection connection, long end) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            all.write(chunk, 0, count);
            if (all.size() > MOST_BYTES) {
                throw new IOException(connection.getURL() + " answers with more than " + MOST_BYTES + " bytes");
            }
            connection.setReadTimeout(millisUntil(end));
        }
        return all.toByteArray();
    }

    private static int millisUntil(long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("took too long");
        }
        return (int) millis;
    }
}
