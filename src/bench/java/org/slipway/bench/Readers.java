package org.slipway.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slipway.dev.EmbeddedDatabase;

/**
 * Clients that read one row of table {@code t} each, so many a second whatever becomes of the ones before. How long a read
 * took counts from the instant at which it was due, so that reads that had to queue are not left out.
 */
final class Readers implements AutoCloseable {
    private static final long NANOS = 1_000_000_000L;
    private static final long END = -1;

    private final BlockingQueue<Long> due = new LinkedBlockingQueue<>();
    private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong failed = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread clock;
    private volatile boolean over;

    Readers(String url, int perSecond, int connections) throws SQLException {
        for (int i = 0; i < connections; i++) {
            Connection connection = DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
            threads.add(started(() -> read(connection)));
        }
        clock = started(() -> keepTime(perSecond));
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    private void keepTime(int perSecond) {
        long begin = System.nanoTime();
        for (long number = 0; !over; number++) {
            long at = begin + number * NANOS / perSecond;
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            due.add(at);
        }
        threads.forEach(reader -> due.add(END));
    }

    private void read(Connection connection) {
        try (connection;
                PreparedStatement query = connection.prepareStatement("SELECT v FROM t WHERE id = ?")) {
            for (long at = due.take(); at != END; at = due.take()) {
                query.setLong(1, Math.floorMod(at, 1000L) + 1);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                }
                waits.add(System.nanoTime() - at);
            }
        } catch (SQLException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Milliseconds, the shortest first; once all reads have ended. */
    List<Double> waits() {
        if (failed.get() > 0) {
            throw new IllegalStateException(failed.get() + " readers failed");
        }
        return waits.stream().map(nanos -> nanos / 1e6).sorted().toList();
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        clock.join();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
