package org.slipway.status;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slipway.catalog.ObjectSql;
import org.slipway.history.HistorySchema;

/** What a first run records before its first step: everything that is there. */
final class ExpectedObjects {
    private ExpectedObjects() {}

    static void record(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            new HistorySchema("slipway").create(connection);
            statement.execute("DROP TABLE IF EXISTS slipway.object");
            statement.execute("CREATE TABLE slipway.object (class oid, id oid, part smallint, kind text, identity text,"
                    + " parent oid, definition text, server_version integer, step_id bigint, UNIQUE (kind, identity))");
            statement.execute(DriftQuery.settings(Duration.ofMinutes(1)));
            statement.execute(
                    "INSERT INTO slipway.object SELECT o.*, current_setting('server_version_num')::integer, NULL"
                            + " FROM (" + ObjectSql.all("slipway") + ") o");
            statement.execute("CREATE TABLE slipway.recorded AS SELECT * FROM slipway.object");
            connection.commit();
        }
    }
}
