package org.slipway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Migrations whose rows in Flyway's history are known: the files in {@code src/test/resources/flyway} were written by it. */
public final class FlywaySamples {
    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put("V1__boat.sql", "CREATE TABLE boat (id int);\n");
        FILES.put("V001.1__O'Brien_and_\"co\".sql", "SELECT 'O''Brien';\r\nSELECT 2;\r\n");
        FILES.put("V2__.sql", "-- nothing but this\n");
        FILES.put("V10__café_<script>.sql", "SELECT '\\', 1;\n");
        FILES.put("V20201207_10523__" + "long_".repeat(44) + "name.sql", "SELECT 'no end of line'");
        FILES.put("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT '${flyway:filename}' AS x;\n");
        FILES.put("R__one more.sql", "\uFEFFSELECT 1;\n");
    }

    private FlywaySamples() {}

    public static void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
        }
    }

    /** Rows of Flyway's table without times and names of people, one line each. */
    public static final String ROWS = "SELECT concat_ws(' | ', installed_rank, coalesce(version, 'none'), description,"
            + " type, script, coalesce(checksum::text, 'none'), success) FROM flyway_schema_history ORDER BY installed_rank";

    /** Columns and indexes of Flyway's table, one line each. */
    public static final String TABLE = "SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod)"
            + " || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END"
            + " || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') FROM pg_attribute a"
            + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
            + " WHERE a.attrelid = 'flyway_schema_history'::regclass AND a.attnum > 0"
            + " UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index"
            + " WHERE indrelid = 'flyway_schema_history'::regclass ORDER BY 1";
}
