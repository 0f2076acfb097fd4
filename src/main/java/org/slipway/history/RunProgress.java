package org.slipway.history;

/**
 * What a run is doing now, as its node tells with each heartbeat.
 *
 * @param migrationKey null between steps
 * @param activity one sentence
 * @param seen what the step's session was last seen doing, as {@link org.slipway.catalog.SessionActivity#ask} gives it; null
 *     when nobody has looked yet
 */
public record RunProgress(String migrationKey, int stepIndex, int attempt, SoFar soFar, String activity, String seen) {}
