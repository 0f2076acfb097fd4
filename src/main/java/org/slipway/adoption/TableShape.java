package org.slipway.adoption;

import java.util.Map;

/**
 * What the catalog says about a table that may be another tool's history.
 *
 * @param columns the category of each column's type by the column's name, as {@code pg_type.typcategory} has it
 * @param rails whether Rails keeps its own tables in the same schema
 */
record TableShape(String name, Map<String, String> columns, boolean rails) {
    /** @param wanted such as {@code version:N}; others may be there too */
    boolean has(String... wanted) {
        for (String column : wanted) {
            int colon = column.indexOf(':');
            if (!column.substring(colon + 1).equals(columns.get(column.substring(0, colon)))) {
                return false;
            }
        }
        return true;
    }

    boolean hasOnly(String... wanted) {
        return columns.size() == wanted.length && has(wanted);
    }
}
