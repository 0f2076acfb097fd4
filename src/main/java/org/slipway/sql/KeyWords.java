package org.slipway.sql;

import java.util.Locale;
import java.util.Set;

/**
 * The words that a reader of a migration wants to see stand out.
 *
 * <p>Fewer than PostgreSQL's own list (manual, appendix "SQL Key Words"): most of its words that are not reserved are
 * commoner as names of columns, such as {@code name}, {@code value} and {@code type}.
 */
final class KeyWords {
    private static final Set<String> WORDS = Set.of("""
            add after all alter always analyze and any array as asc atomic authorization before begin between bigint
            bigserial boolean both by call cascade case cast char character check close cluster collate column comment
            commit concurrently constraint copy create cross current_catalog current_date current_role current_schema
            current_time current_timestamp current_user cursor database date deallocate decimal declare default
            deferrable deferred delete desc disable discard distinct do domain double drop each else enable end enum
            except exclude execute exists explain extension false fetch first following for force foreign freeze from
            full function generated grant group grouping having identity if ilike immutable in include index inherits
            initially inner inout insert instead int integer intersect interval into is isnull join json jsonb key
            language last lateral leading left like limit listen local localtime localtimestamp lock materialized merge
            natural no not nothing notify notnull null nulls numeric of offset on only or order out outer over owner
            partition perform plpgsql policy precision prepare primary privileges procedure public raise range real
            recursive references refresh reindex release rename replace reset restart restrict return returning returns
            revoke right role rollback row rows savepoint schema security select sequence serial session session_user
            set setof sets show similar smallint some stable start stdin stdout strict symmetric system table tablesample
            tablespace temp temporary text then time timestamp timestamptz to trailing transaction trigger true truncate
            union unique unlogged update user using uuid vacuum valid validate values varchar variadic view volatile
            when where window with within without work zone
            """.split("\\s+"));

    private KeyWords() {}

    static boolean contains(String word) {
        return WORDS.contains(word.toLowerCase(Locale.ROOT));
    }
}
