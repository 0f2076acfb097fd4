package org.slipway.execution;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import org.slipway.security.Roles;

/** Accepts runs. */
@Stateless
@RolesAllowed(Roles.ADMIN)
public class MigrationRunner {
    /** @throws org.slipway.history.DatabaseUnavailableException when the database can't be reached */
    public StartOutcome start(String caller, RunOptions options) {
        throw new UnsupportedOperationException();
    }

    /** False when the run is not active any more. */
    public boolean cancel(long runId, String caller) {
        throw new UnsupportedOperationException();
    }
}
