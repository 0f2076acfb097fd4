package org.slipway.history;

/**
 * What was written before an autocommit step began.
 *
 * @param begunIn transaction that wrote it; what the step makes is younger
 */
public record JournalRow(long id, String begunIn) {}
