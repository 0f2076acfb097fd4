package org.slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All objects of a database as text, as the tests compare them. */
public final class Descriptions {
    private Descriptions() {}

    public static String resource(String name) throws IOException {
        try (InputStream in = Descriptions.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The definition of each object, by kind and identity. */
    static Map<String, String> of(Connection connection) throws SQLException {
        return of(connection, ObjectSql.all("slipway"));
    }

    static Map<String, String> of(Connection connection, String select) throws SQLException {
        Map<String, String> definitions = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(ObjectSql.SETTINGS.entrySet().stream()
                    .map(setting -> "SET LOCAL " + setting.getKey() + " = '" + setting.getValue() + "'")
                    .collect(Collectors.joining(";")));
            try (ResultSet row = statement.executeQuery(select)) {
                while (row.next()) {
                    definitions.put(
                            row.getString("kind") + " " + row.getString("identity"), row.getString("definition"));
                }
            }
        }
        return definitions;
    }

    /** The inverse of {@link #text}. */
    public static Map<String, String> parse(String text) {
        Map<String, String> definitions = new TreeMap<>();
        for (String part : text.split("(?m)^== ")) {
            int end = part.indexOf("\n--\n");
            if (end > 0) {
                definitions.put(part.substring(0, end), part.substring(end + 4).strip());
            }
        }
        return definitions;
    }

    static String text(Map<String, String> definitions) {
        return definitions.entrySet().stream()
                .map(entry -> "== " + entry.getKey() + "\n--\n" + entry.getValue() + "\n")
                .collect(Collectors.joining("\n"));
    }
}
