package org.slipway.testing;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * What a container does, without the container: inside a transaction every connection of the thread is the same one, and
 * closing it does nothing before the transaction ends.
 */
public final class LocalTransactions implements UserTransaction {
    private final DataSource real;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    public LocalTransactions(DataSource real) {
        this.real = real;
    }

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return current.get() == null ? real.getConnection() : unclosable(current.get());
                });
    }

    private Connection unclosable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
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
    public void begin() {
        try {
            Connection connection = real.getConnection();
            connection.setAutoCommit(false);
            current.set(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void commit() throws RollbackException {
        try (Connection connection = current.get()) {
            connection.commit();
        } catch (SQLException e) {
            throw (RollbackException) new RollbackException(e.getMessage()).initCause(e);
        } finally {
            current.remove();
        }
    }

    @Override
    public void rollback() {
        try (Connection connection = current.get()) {
            connection.rollback();
        } catch (SQLException e) {
            // the connection is gone, and the transaction with it
        } finally {
            current.remove();
        }
    }

    @Override
    public void setRollbackOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getStatus() {
        return current.get() == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
    }

    @Override
    public void setTransactionTimeout(int seconds) {}
}
