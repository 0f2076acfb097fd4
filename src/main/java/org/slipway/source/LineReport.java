package org.slipway.source;

/** Takes what is wrong with one file. */
@FunctionalInterface
interface LineReport {
    /** @param line first line is 1; 0 when the whole file is meant */
    void problem(int line, String message);
}
