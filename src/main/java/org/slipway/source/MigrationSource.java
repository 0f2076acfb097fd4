package org.slipway.source;

import jakarta.enterprise.context.ApplicationScoped;

/** Reads migrations from the configured locations. */
@ApplicationScoped
public class MigrationSource {
    /** For pages: files whose name, size and time are unchanged are not read again. */
    public MigrationSet read() {
        throw new UnsupportedOperationException();
    }

    /** For runs: everything is read again. */
    public MigrationSet readAfresh() {
        throw new UnsupportedOperationException();
    }
}
