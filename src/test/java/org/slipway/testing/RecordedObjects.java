package org.slipway.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slipway.catalog.ObjectSql;
import org.slipway.history.HistorySchema;

/** Makes everything that is there expected, as the first run does before its first step. */
public final class RecordedObjects {
    private RecordedObjects() {}

    public static void record(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            new HistorySchema("slipway").create(connection);
            statement.execute("CREATE TABLE IF NOT EXISTS slipway.object (class oid, id oid, part smallint, kind text,"
                    + " identity text, parent oid, definition text, server_version integer, step_id bigint,"
                    + " UNIQUE (kind, identity))");
            statement.execute("DELETE FROM slipway.object");
            statement.execute(ObjectSql.settings(Duration.ofMinutes(1)));
            statement.execute("INSERT INTO slipway.object"
                    + " (class, id, part, kind, identity, parent, definition, server_version)"
                    + " SELECT o.*, current_setting('server_version_num')::integer FROM ("
                    + ObjectSql.all("slipway") + ") o");
            connection.commit();
        }
    }
}
