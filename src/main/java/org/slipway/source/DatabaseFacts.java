package org.slipway.source;

import java.util.Map;

/**
 * What built-in placeholders say about the database: {@code defaultSchema}, {@code user}, {@code database} and, where it is
 * not Flyway's own, {@code table}.
 *
 * <p>Asked only when a script uses one of them, once per reading: most scripts use none, and a console whose database is down
 * still lists them. A bean of this type is found by {@link MigrationSource}.
 */
@FunctionalInterface
public interface DatabaseFacts {
    /** Nothing is known; a script that asks is reported. */
    DatabaseFacts UNKNOWN = Map::of;

    /** Values by name; a name that is absent is unknown. A runtime exception means that the database can't be asked now. */
    Map<String, String> read();
}
