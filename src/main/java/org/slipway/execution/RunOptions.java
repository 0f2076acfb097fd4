package org.slipway.execution;

/**
 * What the admin asked for.
 *
 * @param target last version to apply, null for all
 * @param outOfOrder true to run {@code LATE} migrations too
 */
public record RunOptions(String target, boolean outOfOrder) {
    public static final RunOptions DEFAULT = new RunOptions(null, false);
}
