package org.slipway.catalog;

/** The body of {@link ReceiptFunction}, in the order in which it works; names in braces are its macros. */
final class ReceiptBody {
    private static final String DECLARATIONS = """
            DECLARE
                top bigint := pg_current_xact_id()::text::bigint;
                base integer := age(pg_current_xact_id()::xid);
                journal integer;
                version integer := current_setting('server_version_num');
                counted boolean := version >= 150000 AND current_setting('slipway.shared', true) IS DISTINCT FROM 'on';
                wrote_class boolean;
                wrote_attribute boolean;
                wrote_constraint boolean;
                wrote_enum boolean;
                wrote_proc boolean;
                made_relations boolean;
                made_types bigint;
                changed_types boolean;
                dropped boolean;
                touched oid[];
                exclusive oid[];
                created oid[];
                kept oid[];
                row_types bigint;
                rewritten oid[] := '{}';
                emptied oid[] := '{}';
                built oid[] := '{}';
                inside oid[];
                again oid[];
                again_part integer[];
                found {schema}.object[] := '{}';
                renewed {schema}.object[] := '{}';
                gone {schema}.object[] := '{}';
                receipt jsonb := '{}';
                told jsonb;
            BEGIN
                IF missing IS NOT NULL THEN
                    SELECT age(s.xmin) INTO journal FROM {schema}.step s WHERE s.id = step;
                END IF;
            """;

    /** What the transaction made, changed and dropped. */
    private static final String LOOK = """
                SELECT {wrote pg_class} OR {wrote pg_index} OR {wrote pg_inherits} OR {wrote pg_sequence},
                       {wrote pg_attribute} OR {wrote pg_attrdef} OR {wrote pg_sequence},
                       {wrote pg_constraint}, {wrote pg_enum}, {wrote pg_proc} OR {wrote pg_aggregate},
                       pg_stat_get_xact_tuples_inserted('pg_class'::regclass) > 0,
                       pg_stat_get_xact_tuples_inserted('pg_type'::regclass),
                       pg_stat_get_xact_tuples_updated('pg_type'::regclass) > 0,
                       pg_stat_get_xact_tuples_deleted('pg_depend'::regclass) > 0
                INTO wrote_class, wrote_attribute, wrote_constraint, wrote_enum, wrote_proc,
                     made_relations, made_types, changed_types, dropped;
                IF journal IS NULL THEN
                    SELECT array_agg(DISTINCT l.relation), array_agg(DISTINCT l.relation) FILTER (WHERE l.mode = 'AccessExclusiveLock')
                    INTO touched, exclusive FROM pg_lock_status() l
                    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384;
                ELSE
                    SELECT true, true, true, true, true, true, 1, true INTO wrote_class, wrote_attribute, wrote_constraint, wrote_enum,
                        wrote_proc, made_relations, made_types, changed_types;
                    SELECT array_agg(t.oid) INTO touched FROM (
                        SELECT c.oid FROM pg_class c WHERE c.oid >= 16384 AND {ours c}
                        UNION SELECT a.attrelid FROM pg_attribute a WHERE a.attrelid >= 16384 AND {ours a}
                        UNION SELECT i.indexrelid FROM pg_index i WHERE i.indexrelid >= 16384 AND {ours i}
                        UNION SELECT k.conrelid FROM pg_constraint k WHERE k.conrelid >= 16384 AND {ours k}
                        UNION SELECT g.tgrelid FROM pg_trigger g WHERE {ours g}) t (oid);
                END IF;

                SELECT array_agg(t.oid) FILTER (WHERE t.new), array_agg(t.oid) FILTER (WHERE NOT t.new),
                       count(*) FILTER (WHERE t.new AND t.relkind IN ('r', 'p', 'v', 'm', 'f'))
                INTO created, kept, row_types
                FROM (SELECT c.oid, c.relkind, made_relations AND {ours c} AND NOT EXISTS (
                          SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT {ours a}) AS new
                      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                      WHERE c.oid = ANY (touched) AND c.relpersistence <> 't'
                        AND NOT starts_with(n.nspname::text, 'pg_') AND n.nspname <> {own}) t;
                touched := created || kept;

                IF journal IS NOT NULL OR {wrote pg_namespace} THEN
                    {describe SCHEMA}
                END IF;
                IF journal IS NOT NULL OR {wrote pg_extension} THEN
                    {describe EXTENSION}
                END IF;
                -- each new relation brings a row type and its array type; only what goes beyond that is worth a scan
                IF wrote_enum OR changed_types OR made_types > 2 * row_types THEN
                    {describe ENUM}
                    {describe DOMAIN}
                    {describe COMPOSITE}
                    {describe RANGE}
                ELSIF wrote_attribute AND EXISTS (SELECT FROM pg_class c WHERE c.oid = ANY (kept) AND c.relkind = 'c') THEN
                    {describe COMPOSITE o.typrelid = ANY (kept)}
                ELSIF wrote_constraint AND EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = 0 AND {ours k}) THEN
                    {describe DOMAIN}
                END IF;
                IF touched IS NOT NULL THEN
                    IF wrote_class THEN
                        {describe TABLE o.oid = ANY (touched)}
                    END IF;
                    IF wrote_attribute THEN
                        {describe COLUMN o.attrelid = ANY (touched)}
                    END IF;
                    IF wrote_constraint THEN
                        {describe CONSTRAINT o.conrelid = ANY (touched)}
                    END IF;
                    IF wrote_class THEN
                        {describe INDEX o.oid = ANY (touched)}
                        {describe SEQUENCE o.oid = ANY (touched)}
                    END IF;
                    IF journal IS NOT NULL OR wrote_class OR {wrote pg_rewrite} THEN
                        {describe VIEW o.oid = ANY (touched)}
                        {describe RULE o.ev_class = ANY (touched)}
                    END IF;
                    IF journal IS NOT NULL OR {wrote pg_trigger} THEN
                        {describe TRIGGER o.tgrelid = ANY (touched)}
                    END IF;
                    IF journal IS NOT NULL OR {wrote pg_policy} THEN
                        {describe POLICY o.polrelid = ANY (touched)}
                    END IF;
                    IF journal IS NOT NULL OR {wrote pg_statistic_ext} THEN
                        {describe STATISTICS o.stxrelid = ANY (touched)}
                    END IF;
                END IF;
                IF wrote_proc THEN
                    {describe ROUTINE}
                    {describe AGGREGATE}
                END IF;

                -- what is locked by us and is there no more, and dropped columns, whose rows stay
                IF journal IS NOT NULL THEN
                    SELECT coalesce(array_agg(o), '{}') INTO gone FROM {schema}.object o
                    WHERE ({gone}) AND NOT missing -> 'missing' ? o.identity;
                ELSE
                    IF dropped THEN
                        SELECT coalesce(array_agg(o), '{}') INTO gone
                        FROM (SELECT DISTINCT coalesce(l.classid, 'pg_class'::regclass) AS class, coalesce(l.objid, l.relation) AS id
                              FROM pg_lock_status() l WHERE l.pid = pg_backend_pid() AND l.mode = 'AccessExclusiveLock'
                              AND l.locktype IN ('relation', 'object')) l
                        JOIN {schema}.object o USING (class, id) WHERE pg_describe_object(l.class, l.id, 0) IS NULL;
                    END IF;
                    IF wrote_attribute AND kept IS NOT NULL THEN
                        SELECT gone || coalesce(array_agg(o), '{}') INTO gone
                        FROM pg_attribute a JOIN {schema}.object o
                            ON o.class = 'pg_class'::regclass AND o.id = a.attrelid AND o.part = a.attnum
                        WHERE a.attrelid = ANY (kept) AND a.attnum > 0 AND a.attisdropped AND {ours a};
                    END IF;
                END IF;
            """;

    private static final String RENAMES = """
            -- all in a renamed schema and all parts of a renamed relation have other names; what is told with one has another text
            SELECT array_agg(DISTINCT w.oid) INTO inside FROM (
                SELECT n.id FROM unnest(found) n JOIN {schema}.object o USING (class, id, part)
                    WHERE n.part = 0 AND o.identity <> n.identity
                UNION ALL SELECT d.objid FROM unnest(found) n JOIN {schema}.object o USING (class, id, part)
                    JOIN pg_depend d ON d.refclassid = n.class AND d.refobjid = n.id
                    WHERE n.kind = 'schema' AND o.identity <> n.identity) w (oid);
            SELECT inside || array_agg(t.oid) INTO inside FROM (
                SELECT c.reltype FROM pg_class c WHERE c.oid = ANY (inside) AND c.reltype <> 0
                UNION ALL SELECT t.typarray FROM pg_type t WHERE t.oid = ANY (inside) AND t.typarray <> 0) t (oid);
            SELECT array_agg(coalesce(r.ev_class, a.adrelid, d.objid)), array_agg(coalesce(a.adnum, d.objsubid))
            INTO again, again_part
            FROM (SELECT d.* FROM unnest(found) n JOIN {schema}.object o USING (class, id, part)
                      JOIN pg_depend d ON d.refclassid = n.class AND d.refobjid = n.id AND d.refobjsubid = n.part
                      WHERE n.part > 0 AND o.identity <> n.identity
                  UNION ALL SELECT d.* FROM pg_depend d WHERE d.refobjid = ANY (inside)
                      AND d.refclassid IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass)) d
            LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND r.rulename = '_RETURN'
            LEFT JOIN pg_attrdef a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid;
            again_part := again_part || array_fill(0, ARRAY[coalesce(cardinality(inside), 0)]);
            again := again || inside;
            {again}
            SELECT coalesce(array_agg(ROW(n.class, n.id, n.part, n.kind, n.identity, n.parent, n.definition, n.server_version,
                n.step_id, n.storage)::{schema}.object), '{}') INTO renewed
            FROM (SELECT DISTINCT ON (n.class, n.id, n.part) n.*
                  FROM unnest(renewed) WITH ORDINALITY n (class, id, part, kind, identity, parent, definition, server_version, step_id,
                    storage, place)
                  JOIN {schema}.object o USING (class, id, part)
                  WHERE NOT EXISTS (SELECT FROM unnest(found) f WHERE (f.class, f.id, f.part) = (n.class, n.id, n.part))
                  ORDER BY n.class, n.id, n.part, n.place) n;
            """;

    private static final String FACTS = """
            SELECT jsonb_strip_nulls(jsonb_build_object(
                'objects', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'action', f.action, 'kind', f.kind, 'identity', f.identity, 'was', f.was, 'of', f.relation)) ORDER BY NOT f.new, f.place),
                'definitions', jsonb_agg(jsonb_build_array(f.before, f.after) ORDER BY NOT f.new, f.place))) || receipt INTO told
            FROM (SELECT n.place, true AS new, n.kind, n.identity, nullif(i.identity, n.identity) AS was,
                      (SELECT {qualified c} FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                          WHERE c.oid = r.relation) AS relation,
                      coalesce(i.definition, b.definition) AS before, n.definition AS after,
                      CASE WHEN i.id IS NOT NULL THEN
                               CASE WHEN i.identity <> n.identity THEN 'renamed' WHEN i.definition <> n.definition THEN 'altered' END
                           WHEN b.id IS NOT NULL AND n.kind IN ('table', 'partitioned table', 'materialized view', 'sequence')
                               AND EXISTS (SELECT FROM unnest(gone) g WHERE (g.kind, g.identity) = (n.kind, n.identity)) THEN 'replaced'
                           WHEN b.id IS NOT NULL THEN CASE WHEN b.definition <> n.definition THEN 'altered' END
                           WHEN n.class = 'pg_class'::regclass AND n.part = 0 AND n.id = ANY (kept) THEN 'altered'
                           ELSE 'created' END AS action
                  FROM unnest(found) WITH ORDINALITY n (class, id, part, kind, identity, parent, definition, server_version, step_id,
                    storage, place)
                  LEFT JOIN {schema}.object i ON (i.class, i.id, i.part) = (n.class, n.id, n.part)
                  -- not one that somebody else had dropped before
                  LEFT JOIN {schema}.object b ON (b.kind, b.identity) = (n.kind, n.identity)
                      AND (n.part > 0 OR n.id = ANY (kept) OR pg_describe_object(b.class, b.id, 0) IS NOT NULL
                          OR EXISTS (SELECT FROM unnest(gone) g WHERE (g.kind, g.identity) = (n.kind, n.identity)))
                  CROSS JOIN LATERAL (SELECT n.parent) r (relation)
                  UNION ALL SELECT row_number() OVER (ORDER BY g.id, g.part), false, g.kind, g.identity, NULL, r.identity, g.definition, NULL, 'dropped'
                  FROM unnest(gone) WITH ORDINALITY g (class, id, part, kind, identity, parent, definition, server_version, step_id,
                    storage, place)
                  LEFT JOIN {schema}.object r ON (r.class, r.id, r.part) = ('pg_class'::regclass, g.parent, 0)
                  WHERE NOT EXISTS (SELECT FROM unnest(found) n WHERE (n.kind, n.identity) = (g.kind, g.identity))) f
            WHERE f.action IS NOT NULL;
            receipt := told;
            """;

    private static final String UPKEEP = """
            -- told by something else now, as an index by the constraint that took it over, or a constraint by its parent's
            DELETE FROM {schema}.object o USING (
                SELECT i.indexrelid AS id, 'pg_class'::regclass::oid AS class FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                    WHERE i.indexrelid = ANY (kept) AND ({ours i} OR {ours c})
                UNION ALL SELECT k.oid, 'pg_constraint'::regclass FROM pg_constraint k WHERE k.conrelid = ANY (kept) AND {ours k}
                UNION ALL SELECT g.oid, 'pg_trigger'::regclass FROM pg_trigger g WHERE g.tgrelid = ANY (kept) AND {ours g}) t
            WHERE (o.class, o.id, o.part) = (t.class, t.id, 0)
                AND NOT EXISTS (SELECT FROM unnest(found) n WHERE (n.class, n.id) = (t.class, t.id));
            UPDATE {schema}.object o SET storage = c.relfilenode FROM pg_constraint k JOIN pg_class c ON c.oid = k.conindid
            WHERE k.conrelid = ANY (kept) AND c.oid = ANY (kept) AND {ours c} AND o.class = 'pg_constraint'::regclass
                AND o.id = k.oid AND o.storage <> c.relfilenode;
            DELETE FROM {schema}.object o USING unnest(gone) g WHERE (o.kind, o.identity) = (g.kind, g.identity);
            DELETE FROM {schema}.object o USING unnest(found || renewed) n
            WHERE (o.class, o.id, o.part) = (n.class, n.id, n.part) AND (o.kind, o.identity) <> (n.kind, n.identity);
            INSERT INTO {schema}.object SELECT n.* FROM unnest(found || renewed) n ON CONFLICT (kind, identity) DO UPDATE
            SET class = excluded.class, id = excluded.id, part = excluded.part, parent = excluded.parent,
                definition = excluded.definition, server_version = excluded.server_version, step_id = excluded.step_id,
                storage = excluded.storage;
            """;

    static final String SQL = DECLARATIONS
            + "BEGIN\n"
            + LOOK
            + """
                    IF EXISTS (SELECT FROM unnest(found) n JOIN {schema}.object o USING (class, id, part) WHERE o.identity <> n.identity) THEN
                {RENAMES}
                    END IF;
                {EFFECTS}
                    IF found <> '{}' OR gone <> '{}' THEN
                {FACTS}
                {UPKEEP}
                    END IF;
                    RETURN receipt;
                EXCEPTION
                    WHEN lock_not_available OR transaction_rollback THEN
                        RAISE;
                    -- not even a mistake in here may keep a migration from being applied
                    WHEN OTHERS THEN
                        RETURN jsonb_build_object('failure', SQLERRM);
                END;
                END
                """.replace("{RENAMES}", RENAMES)
                    .replace("{EFFECTS}", ReceiptEffects.sql())
                    .replace("{FACTS}", FACTS)
                    .replace("{UPKEEP}", UPKEEP);

    private ReceiptBody() {}
}
