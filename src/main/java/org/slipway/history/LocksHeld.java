package org.slipway.history;

import org.slipway.catalog.ReceiptFunction;

/**
 * For how long a step has held its locks, as far as its node saw.
 *
 * @param json how many milliseconds each, as {@link ReceiptFunction#call} takes it
 * @param millisOfOthers how many milliseconds any other may have been held
 */
public record LocksHeld(String json, long millisOfOthers) {}
