package org.slipway.history;

/**
 * The table of the audit trail, whose rows the package {@code audit} writes. The trigger refuses what the console never
 * does; {@code ALWAYS}, because a session that calls itself a replica skips others. Who disables it is found by the chain.
 */
final class AuditTable {
    private AuditTable() {}

    /** @param schema Slipway's own, quoted */
    static String create(String schema) {
        return """
                CREATE TABLE SCHEMA.audit_event (
                    id bigint PRIMARY KEY,
                    occurred_at timestamptz NOT NULL,
                    action text NOT NULL,
                    actor text,
                    roles text,
                    address text,
                    node text NOT NULL,
                    run_id bigint,
                    detail text,
                    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
                );
                CREATE INDEX audit_event_by_time ON SCHEMA.audit_event (occurred_at, id);
                CREATE INDEX audit_event_by_actor ON SCHEMA.audit_event (actor, occurred_at, id);
                CREATE INDEX audit_event_by_action ON SCHEMA.audit_event (action, occurred_at, id);
                CREATE INDEX audit_event_of_run ON SCHEMA.audit_event (run_id) WHERE run_id IS NOT NULL;
                CREATE OR REPLACE FUNCTION SCHEMA.audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'the audit trail is append-only: % refused', TG_OP USING ERRCODE = '42501';
                END $$;
                CREATE TRIGGER audit_event_is_append_only
                    BEFORE UPDATE OR DELETE OR TRUNCATE ON SCHEMA.audit_event
                    FOR EACH STATEMENT EXECUTE FUNCTION SCHEMA.audit_event_is_append_only();
                ALTER TABLE SCHEMA.audit_event ENABLE ALWAYS TRIGGER audit_event_is_append_only;
                """.replace("SCHEMA.", schema + ".");
    }
}
