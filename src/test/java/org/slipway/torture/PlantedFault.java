package org.slipway.torture;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * A fault that is put into a node between the engine and the driver, to show that the torture test finds it. The product
 * knows nothing of it.
 */
enum PlantedFault {
    NONE,

    /** The step is committed before its history row is written, which gets a transaction of its own. */
    HISTORY_IN_A_SECOND_TRANSACTION,

    /** A step begins whoever has the claim now. */
    NO_FENCE;

    DataSource in(DataSource real) {
        return this == NONE
                ? real
                : (DataSource) Proxy.newProxyInstance(
                        PlantedFault.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) -> in(real.getConnection()));
    }

    private Connection in(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                PlantedFault.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && arguments.length == 1) {
                        arguments[0] = before(real, (String) arguments[0]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private String before(Connection connection, String sql) throws Exception {
        if (this == NO_FENCE && sql.contains(" FOR KEY SHARE")) {
            String without = sql.replaceFirst(
                    " FROM \\S+ r, (.*) WHERE id = \\? AND fence = \\? AND status = 'RUNNING' FOR KEY SHARE OF r",
                    " FROM $1, (SELECT ?::bigint, ?::bigint) AS claim");
            return planted(sql, without);
        }
        if (this == HISTORY_IN_A_SECOND_TRANSACTION && sql.contains("'APPLIED', clock_timestamp()")) {
            connection.commit();
        }
        return sql;
    }

    private static String planted(String sql, String changed) {
        if (sql.equals(changed)) {
            throw new IllegalStateException("the fault can't be planted in: " + sql);
        }
        return changed;
    }
}
