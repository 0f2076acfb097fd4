package org.slipway.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What a database holds, object by object, with privileges, comments and the count of rows.
 *
 * <p>A question of its own and not the one that the product asks, so that it is a second witness.
 *
 * @param definitions by kind and identity
 */
record Catalog(Map<String, String> definitions) {
    private static final String QUESTION = resource("/proof/catalog.sql");

    static Catalog of(DataSource database) throws SQLException {
        Map<String, String> definitions = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = ''");
            try (ResultSet row = statement.executeQuery(QUESTION)) {
                while (row.next()) {
                    definitions.put(row.getString(1) + " " + row.getString(2), String.valueOf(row.getString(3)));
                }
            }
            statement.execute("RESET search_path");
        }
        return new Catalog(definitions);
    }

    /** One sentence for each object that only one has or that differs; empty when they are the same. */
    List<String> differencesFrom(Catalog other) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> identities = new TreeSet<>(definitions.keySet());
        identities.addAll(other.definitions.keySet());
        for (String identity : identities) {
            String here = definitions.get(identity);
            String there = other.definitions.get(identity);
            if (here == null || there == null) {
                differences.add(identity + (here == null ? " is missing" : " is too much"));
            } else if (!here.equals(there)) {
                differences.add(identity + " is " + here + " and not " + there);
            }
        }
        return differences;
    }

    private static String resource(String name) {
        try (InputStream text = Catalog.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
