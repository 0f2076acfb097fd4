package org.slipway.execution;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slipway.catalog.ObjectSql;

/** Compares the table {@code object} with the catalog, oids included. */
public final class ExpectedState {
    private ExpectedState() {}

    /** What is there and not expected, expected and not there, or another than expected, by kind and name. */
    public static List<String> differences(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> setting : ObjectSql.SETTINGS.entrySet()) {
                statement.execute("SET " + setting.getKey() + " = '" + setting.getValue() + "'");
            }
            List<String> differences = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT CASE WHEN l.id IS NULL THEN 'missing'"
                    + " WHEN o.id IS NULL THEN 'unexpected' WHEN o.definition <> l.definition THEN 'changed'"
                    + " ELSE 'with another oid' END || ' ' || kind || ' ' || identity FROM slipway.object o FULL JOIN ("
                    + ObjectSql.all("slipway")
                    + ") l USING (kind, identity) WHERE (o.definition, o.class, o.id, o.part,"
                    + " o.parent) IS DISTINCT FROM (l.definition, l.class, l.id, l.part, l.parent)"
                    + " ORDER BY kind, identity")) {
                while (row.next()) {
                    differences.add(row.getString(1));
                }
            }
            statement.execute("RESET ALL");
            return differences;
        }
    }
}
