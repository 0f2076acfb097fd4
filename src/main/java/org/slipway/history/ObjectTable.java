package org.slipway.history;

/**
 * SQL of the table {@code object}: every schema object as it must be, with the step that made it so.
 *
 * <p>A step writes it in its own transaction; what was there before the first run has no step.
 */
final class ObjectTable {
    private ObjectTable() {}

    /** @param schema quoted */
    static String create(String schema) {
        return """
                CREATE TABLE SCHEMA.object (
                    class oid NOT NULL,
                    id oid NOT NULL,
                    part smallint NOT NULL,
                    kind text NOT NULL,
                    identity text NOT NULL,
                    parent oid,
                    definition text NOT NULL,
                    server_version integer NOT NULL,
                    step_id bigint,
                    storage oid,
                    PRIMARY KEY (kind, identity)
                );
                CREATE INDEX object_by_id ON SCHEMA.object (class, id, part);
                """.replace("SCHEMA.", schema + ".");
    }
}
