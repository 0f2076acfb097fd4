package org.slipway.catalog;

/**
 * Names without a schema. An earlier statement of the script may have set the {@code search_path} under which they were
 * meant, so that every schema's objects of that name are looked at.
 */
final class Unqualified {
    private Unqualified() {}

    /**
     * SQL: whether a row of {@code pg_class} may be meant by a name; two parameters, both the name as it is written.
     *
     * @param relation alias of {@code pg_class}
     * @param namespace alias of its {@code pg_namespace}
     */
    static String mayBe(String relation, String namespace) {
        return "(%1$s.oid = to_regclass(?) OR (parse_ident(?))[1:2] = ARRAY[%1$s.relname::text] AND %2$s.nspname !~ '^pg_')"
                .formatted(relation, namespace);
    }
}
