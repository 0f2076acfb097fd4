package org.slipway.status;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.source.DatabaseFacts;

/** Asks the database that migrations run against what Flyway's built-in placeholders say about it. */
@ApplicationScoped
public class LiveDatabaseFacts implements DatabaseFacts {
    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    @Override
    public Map<String, String> read() {
        String sql = "SELECT coalesce(current_schema, 'public'), current_user, current_database()";
        try (Connection connection = dataSource.getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            row.next();
            Map<String, String> facts = new HashMap<>();
            facts.put("defaultSchema", row.getString(1));
            facts.put("user", row.getString(2));
            facts.put("database", row.getString(3));
            return facts;
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The database can't be asked: " + e.getMessage(), e);
        }
    }
}
