package org.slipway.migration;

/** Versioned migrations run once, in order; repeatable ones run again, after them, whenever their text changed. */
public enum MigrationKind {
    VERSIONED,
    REPEATABLE
}
