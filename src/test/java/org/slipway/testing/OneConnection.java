package org.slipway.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The least that a pool does: a connection that was closed is the next one that is given out. */
public final class OneConnection implements AutoCloseable {
    private final PGSimpleDataSource real = new PGSimpleDataSource();
    private final Deque<Connection> idle = new ArrayDeque<>();

    public OneConnection(String url, String user, String password) {
        real.setUrl(url);
        real.setUser(user);
        real.setPassword(password);
    }

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection connection = idle.isEmpty() ? real.getConnection() : idle.pop();
                    return pooled(connection);
                });
    }

    private Connection pooled(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        connection.setAutoCommit(true);
                        idle.push(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
    }
}
