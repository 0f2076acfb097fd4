package org.slipway.execution;

import java.util.Set;

/**
 * The SQLSTATEs that decide what becomes of a step; a failure without one, which is null, is none of them.
 *
 * <p>Source: PostgreSQL manual, appendix A.
 */
final class SqlStates {
    static final String QUERY_CANCELED = "57014";
    static final String INSUFFICIENT_PRIVILEGE = "42501";
    static final String UNDEFINED_TABLE = "42P01";
    static final String LOCK_NOT_AVAILABLE = "55P03";

    /** A warning that a COMMIT had nothing to commit: it says nothing about a migration, which brings none. */
    static final String NO_TRANSACTION = "25P01";

    static final String FEATURE_NOT_SUPPORTED = "0A000";

    /** duplicate table, column, object, function, schema, database */
    private static final Set<String> ALREADY_EXISTS = Set.of("42P07", "42701", "42710", "42723", "42P06", "42P04");
    /** lock not available, deadlock detected, serialization failure */
    private static final Set<String> PASSING = Set.of(LOCK_NOT_AVAILABLE, "40P01", "40001");
    /** active SQL transaction (refused in a block), invalid transaction termination */
    private static final Set<String> NO_BLOCK = Set.of("25001", "2D000");
    /** unsafe new enum value usage */
    private static final String NEEDS_COMMIT = "55P04";

    private SqlStates() {}

    static boolean alreadyExists(String sqlState) {
        return sqlState != null && ALREADY_EXISTS.contains(sqlState);
    }

    /** True when the same step may succeed a moment later. */
    static boolean passing(String sqlState) {
        return sqlState != null && PASSING.contains(sqlState);
    }

    /** True when the statement must run alone, outside a transaction block. */
    static boolean refusedInBlock(String sqlState) {
        return sqlState != null && NO_BLOCK.contains(sqlState);
    }

    /** True when what stands before the statement must be committed first. */
    static boolean needsCommit(String sqlState) {
        return NEEDS_COMMIT.equals(sqlState);
    }

    static boolean connectionLost(String sqlState) {
        return sqlState != null && (sqlState.startsWith("08") || sqlState.startsWith("57P0"));
    }
}
