package org.slipway.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    @TempDir
    Path folder;

    @Test
    void aDurableDatabaseWritesWhatItSaysItHasWritten() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("data"), true, 0)) {
            assertThat(ask(database, "SELECT current_setting('fsync') || current_setting('synchronous_commit')"))
                    .isEqualTo("onon");
        }
    }

    @Test
    void dataOutlivesAStopAndAKill() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("data"), true, 0)) {
            ask(database, "CREATE TABLE boat (name text); INSERT INTO boat VALUES ('Argo') RETURNING name");
            database.close();
            database.restart();
            assertThat(ask(database, "SELECT name FROM boat")).isEqualTo("Argo");
            database.kill();
            assertThatThrownBy(() -> ask(database, "SELECT name FROM boat")).isInstanceOf(SQLException.class);
            database.restart();
            assertThat(ask(database, "SELECT name FROM boat")).isEqualTo("Argo");
        }
    }

    @Test
    void aTakenPortIsRefusedRatherThanItsOwnerAttachedTo() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder.resolve("data"), true, other.getLocalPort()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url("postgres"), EmbeddedDatabase.USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getResultSet() == null) {
                statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
