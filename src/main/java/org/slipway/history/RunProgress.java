package org.slipway.history;

/**
 * What a run is doing now, as its node tells with each heartbeat.
 *
 * @param migrationKey null between steps
 * @param activity one sentence
 */
public record RunProgress(String migrationKey, int stepIndex, int attempt, long statementsDone, String activity) {}
