-- One row for each object of the user's: kind, identity, definition. Every name is qualified, because search_path is empty.
WITH schemas AS (
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'slipway')
), members AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relations AS (
    SELECT c.* FROM pg_class c JOIN schemas s ON s.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
), functions AS (
    SELECT p.* FROM pg_proc p JOIN schemas s ON s.oid = p.pronamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid)
), types AS (
    SELECT t.* FROM pg_type t JOIN schemas s ON s.oid = t.typnamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
), others (classid, objid) AS (
    SELECT 'pg_operator'::regclass, oid FROM pg_operator WHERE oprnamespace IN (SELECT oid FROM schemas)
    UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass WHERE opcnamespace IN (SELECT oid FROM schemas)
    UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily WHERE opfnamespace IN (SELECT oid FROM schemas)
    UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation WHERE collnamespace IN (SELECT oid FROM schemas)
    UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion WHERE connamespace IN (SELECT oid FROM schemas)
    UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config WHERE cfgnamespace IN (SELECT oid FROM schemas)
    UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict WHERE dictnamespace IN (SELECT oid FROM schemas)
    UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast WHERE oid >= 16384
    UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language WHERE oid >= 16384
    UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
    UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
    UNION ALL SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger
    UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication
)
SELECT 'schema', quote_ident(nspname), nspacl::text FROM pg_namespace
WHERE oid IN (SELECT oid FROM schemas)
UNION ALL
SELECT 'extension', quote_ident(extname), extversion || ' in ' || extnamespace::regnamespace FROM pg_extension
UNION ALL
SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table'
           WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'composite type' END,
    oid::regclass::text,
    concat_ws(' ', relpersistence, reloptions, relacl, relrowsecurity, relforcerowsecurity, relreplident, relispopulated,
        pg_get_partkeydef(oid), pg_get_expr(relpartbound, oid),
        (SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid),
        (SELECT amname FROM pg_am WHERE pg_am.oid = relam), (SELECT spcname FROM pg_tablespace t WHERE t.oid = reltablespace),
        CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END)
FROM relations c WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
UNION ALL
SELECT 'column', a.attrelid::regclass || '.' || quote_ident(a.attname),
    concat_ws(' ', 'number', row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum),
        format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), 'identity ' || nullif(a.attidentity::text, ''),
        'generated ' || nullif(a.attgenerated::text, ''),
        (SELECT 'COLLATE ' || a.attcollation::regcollation FROM pg_type t
         WHERE t.oid = a.atttypid AND t.typcollation <> a.attcollation AND a.attcollation <> 0),
        a.attstorage, nullif(a.attcompression, ''), nullif(a.attstattarget, -1), a.attacl, a.attoptions, a.attinhcount,
        a.attislocal)
FROM pg_attribute a JOIN relations c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
UNION ALL
SELECT 'constraint', coalesce(conrelid::regclass::text, contypid::regtype::text) || ' ' || quote_ident(conname),
    concat_ws(' ', pg_get_constraintdef(oid), convalidated, condeferrable, condeferred, conislocal, coninhcount, connoinherit)
FROM pg_constraint
WHERE connamespace IN (SELECT oid FROM schemas) AND contype <> 't'
UNION ALL
SELECT 'index', i.indexrelid::regclass::text,
    concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisprimary, i.indisclustered, i.indisreplident, c.reloptions)
FROM pg_index i JOIN relations c ON c.oid = i.indexrelid
UNION ALL
SELECT 'sequence', c.oid::regclass::text,
    concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
        'at ' || pg_sequence_last_value(c.oid), c.relacl,
        (SELECT 'owned by ' || refobjid::regclass || ' ' || refobjsubid FROM pg_depend
         WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype IN ('a', 'i') AND refobjsubid > 0))
FROM relations c JOIN pg_sequence s ON s.seqrelid = c.oid
UNION ALL
SELECT 'function', oid::regprocedure::text,
    CASE WHEN prokind = 'a' THEN pg_get_function_result(oid) ELSE pg_get_functiondef(oid) END || coalesce(proacl::text, '')
FROM functions
UNION ALL
SELECT 'trigger', tgrelid::regclass || ' ' || quote_ident(tgname), pg_get_triggerdef(oid) || tgenabled::text
FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM relations)
UNION ALL
SELECT 'rule', ev_class::regclass || ' ' || quote_ident(rulename), pg_get_ruledef(oid) || ev_enabled::text
FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_class IN (SELECT oid FROM relations)
UNION ALL
SELECT 'policy', polrelid::regclass || ' ' || quote_ident(polname),
    concat_ws(' ', polcmd, polpermissive, (SELECT array_agg(r::regrole ORDER BY 1) FROM unnest(polroles) r WHERE r <> 0),
        pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
FROM pg_policy WHERE polrelid IN (SELECT oid FROM relations)
UNION ALL
SELECT 'type', oid::regtype::text,
    concat_ws(' ', typtype, typacl, typnotnull, 'DEFAULT ' || typdefault, format_type(nullif(typbasetype, 0), typtypmod),
        (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
        (SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = t.oid))
FROM types t WHERE typtype IN ('e', 'd', 'r', 'm') OR typtype = 'b' AND typelem = 0
UNION ALL
SELECT 'statistics', quote_ident(stxname), pg_get_statisticsobjdef(oid) FROM pg_statistic_ext
WHERE stxnamespace IN (SELECT oid FROM schemas)
UNION ALL
SELECT i.type, i.identity, NULL FROM others o, pg_identify_object(o.classid, o.objid, 0) i
WHERE NOT EXISTS (SELECT FROM members m WHERE (m.classid, m.objid) = (o.classid, o.objid))
UNION ALL
SELECT 'comment', i.type || ' ' || i.identity, d.description
FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE d.objoid >= 16384
    AND NOT EXISTS (SELECT FROM members m WHERE (m.classid, m.objid) = (d.classoid, d.objoid)) AND i.schema IS DISTINCT FROM 'slipway'
UNION ALL
SELECT 'default privileges', concat_ws(' ', defaclrole::regrole, nullif(defaclnamespace, 0)::regnamespace, defaclobjtype), defaclacl::text
FROM pg_default_acl
UNION ALL
SELECT 'setting', concat_ws(' ', nullif(setrole, 0)::regrole, nullif(setdatabase, 0) IS NOT NULL), setconfig::text
FROM pg_db_role_setting WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
UNION ALL
SELECT 'rows', c.oid::regclass::text,
    (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || c.oid::regclass, false, true, '')))[1]::text
FROM relations c WHERE c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated
