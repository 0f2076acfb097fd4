package org.slipway.torture;

/** A server process that can be killed and frozen. */
interface Victim {
    void kill();

    void freeze();

    void wake();
}
