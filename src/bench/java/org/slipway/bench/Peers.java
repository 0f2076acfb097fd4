package org.slipway.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.slipway.dev.EmbeddedDatabase;

/** Liquibase needs a scope and a resource accessor, which are kept out of the comparison's own text. */
final class Peers {
    private Peers() {}

    /** Beside the folder, which would have two layouts otherwise. */
    static Path changelog(Path folder) {
        return folder.resolveSibling(folder.getFileName() + "-changelog.yaml");
    }

    static void liquibase(String url, Path folder) throws Exception {
        Map<String, Object> quiet = new HashMap<>();
        quiet.put(Scope.Attr.ui.name(), new LoggerUIService());
        Scope.child(quiet, () -> {
            try (Connection connection =
                            DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
                    Liquibase liquibase = new Liquibase(
                            changelog(folder).getFileName().toString(),
                            new DirectoryResourceAccessor(folder.getParent()),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
                liquibase.update("");
            }
        });
    }
}
