package org.slipway.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A network that loses the answer to a commit, or the connection before a certain statement, and the connections that are
 * asked for afterwards. After {@link #die} nothing gets through any more, as if the console had been killed.
 */
public final class LosingDataSource {
    private final DataSource real;
    private final AtomicInteger commitsUntilLoss = new AtomicInteger();
    private final AtomicInteger commitsUntilHold = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int refusedAfterwards;
    private volatile String lostBefore;
    private volatile boolean diesWithLoss;
    private volatile boolean dead;
    private volatile Connection held;

    public LosingDataSource(DataSource real) {
        this.real = real;
    }

    /**
     * @param number which commit from now on, first is 1
     * @param connectionsRefused how many connections can't be opened afterwards
     */
    public void loseCommit(int number, int connectionsRefused) {
        refusedAfterwards = connectionsRefused;
        commitsUntilLoss.set(number);
    }

    /** As {@link #loseCommit}, but the request has not arrived yet when its sender gives up. */
    public void holdCommit(int number) {
        commitsUntilHold.set(number);
    }

    /** It arrives. */
    public void deliverHeldCommit() throws SQLException {
        held.commit();
    }

    /** @param part of a statement's text: its connection breaks before it is prepared, once */
    public void loseBefore(String part) {
        lostBefore = part;
    }

    /** As if the console had been killed there. */
    public void dieWithNextLoss() {
        diesWithLoss = true;
    }

    /** Neither a further connection nor a further word on one that is open, for good. */
    public void die() {
        dead = true;
    }

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (dead) {
                        throw new SQLException("the console is dead", "XX000");
                    }
                    if (refused.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new SQLException("Connection refused", "08001");
                    }
                    return losing(real.getConnection());
                });
    }

    private Connection losing(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (dead && !method.getName().equals("close")) {
                        throw new SQLException("the console is dead", "XX000");
                    }
                    if (lostBefore != null
                            && method.getName().equals("prepareStatement")
                            && String.valueOf(arguments[0]).contains(lostBefore)) {
                        lostBefore = null;
                        dead = diesWithLoss;
                        connection.close();
                        throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                    }
                    if (method.getName().equals("commit") && commitsUntilHold.getAndDecrement() == 1) {
                        held = connection;
                        throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                    }
                    if (held == connection) {
                        return null;
                    }
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit") && commitsUntilLoss.getAndDecrement() == 1) {
                            refused.set(refusedAfterwards);
                            connection.close();
                            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
