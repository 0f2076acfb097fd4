package org.slipway.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A network that loses the answer to a commit, and the connections that are asked for afterwards. */
public final class LosingDataSource {
    private final DataSource real;
    private final AtomicInteger commitsUntilLoss = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int refusedAfterwards;

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

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (refused.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new SQLException("Connection refused", "08001");
                    }
                    return losing(real.getConnection());
                });
    }

    private Connection losing(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
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
