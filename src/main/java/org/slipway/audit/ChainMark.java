package org.slipway.audit;

/**
 * An event that somebody noted elsewhere, such as the last line of yesterday's log. A chain alone can't show that its end
 * was cut off, or that it was made anew from some row on; whoever knows one of its hashes can.
 *
 * @param hash 64 hexadecimal digits
 */
public record ChainMark(long id, String hash) {}
