package org.slipway.catalog;

import java.util.List;

/**
 * What a statement that PostgreSQL refuses in a transaction is to bring about, as far as the catalog can tell afterwards
 * whether it did.
 *
 * <p>Names are kept as they are written, quotes included. What is not recognised is {@link Unseen}: nobody then takes it
 * for done or for undone.
 */
public sealed interface StatementAim {
    /**
     * {@code CREATE INDEX CONCURRENTLY}.
     *
     * @param name null where PostgreSQL finds one
     * @param definition what follows the table's name
     */
    record IndexMade(String name, String table, boolean unique, List<String> definition) implements StatementAim {
        public IndexMade {
            definition = List.copyOf(definition);
        }
    }

    /** {@code DROP INDEX CONCURRENTLY}. */
    record IndexGone(String name) implements StatementAim {}

    /** {@code CREATE} of something that has a row of its own. */
    record Made(Kind kind, String name) implements StatementAim {}

    /** {@code DROP} of something that has a row of its own. */
    record Gone(Kind kind, String name) implements StatementAim {}

    /** {@code ALTER TABLE … DETACH PARTITION … CONCURRENTLY}. */
    record Detached(String table, String partition) implements StatementAim {}

    /** Twice is as good as once: {@code VACUUM}, {@code REINDEX} and the like. */
    record Repeatable() implements StatementAim {}

    /** A procedure that commits, a block of code, and whatever else leaves no mark of its own. */
    record Unseen() implements StatementAim {}

    /** What is made and dropped outside transactions besides indexes. */
    enum Kind {
        DATABASE("pg_database", "datname"),
        TABLESPACE("pg_tablespace", "spcname"),
        SUBSCRIPTION("pg_subscription", "subname");

        private final String catalog;
        private final String nameColumn;

        Kind(String catalog, String nameColumn) {
            this.catalog = catalog;
            this.nameColumn = nameColumn;
        }

        String catalog() {
            return catalog;
        }

        String nameColumn() {
            return nameColumn;
        }
    }

    /** @param statement null when it is not known */
    static StatementAim of(String statement) {
        return statement == null ? new Unseen() : new StatementAimParser(statement).parse();
    }
}
