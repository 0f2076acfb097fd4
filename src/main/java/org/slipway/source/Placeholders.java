package org.slipway.source;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values of placeholders during one reading of the migrations: those of the settings, and Flyway's built-in ones.
 *
 * <p>Values stay the same for one reading, the timestamp included, so that the text that runs is the text that was checked.
 */
final class Placeholders {
    private static final String BUILT_IN = "flyway:";
    private static final Set<String> ASKED_OF_DATABASE = Set.of("defaultschema", "user", "database", "table");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Map<String, String> values = new HashMap<>();
    private final DatabaseFacts facts;
    private Map<String, String> knownFacts;

    Placeholders(Map<String, String> configured, DatabaseFacts facts) {
        this.facts = facts;
        values.put(BUILT_IN + "timestamp", LocalDateTime.now().format(TIMESTAMP));
        values.put(BUILT_IN + "workingdirectory", System.getProperty("user.dir", ""));
        values.put(BUILT_IN + "environment", "default");
        configured.forEach((name, value) -> values.put(lower(name), value));
    }

    /** Null when the name is unknown. */
    String value(String name, String script) {
        String key = lower(name);
        String value = values.get(key);
        if (value == null && isFileName(key)) {
            return script.substring(script.lastIndexOf('/') + 1);
        }
        return value == null && asksDatabase(key) ? databaseFacts().get(key.substring(BUILT_IN.length())) : value;
    }

    /** True for a value that can change while the file stays the same. */
    boolean asksDatabase(String name) {
        String key = lower(name);
        return !values.containsKey(key)
                && key.startsWith(BUILT_IN)
                && ASKED_OF_DATABASE.contains(key.substring(BUILT_IN.length()));
    }

    /** By lower-case name; asked on first use. */
    synchronized Map<String, String> databaseFacts() {
        if (knownFacts == null) {
            knownFacts = new TreeMap<>();
            knownFacts.put("table", "flyway_schema_history");
            try {
                facts.read().forEach((name, value) -> knownFacts.put(lower(name), value));
            } catch (RuntimeException unreachable) {
                System.getLogger(Placeholders.class.getName())
                        .log(System.Logger.Level.DEBUG, "The database can't be asked for placeholders", unreachable);
            }
        }
        return knownFacts;
    }

    private static boolean isFileName(String key) {
        return key.equals(BUILT_IN + "filename");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
