package org.slipway.history;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;
import org.slipway.security.Roles;

/** Reads runs from the database, whichever node works on them. All throw {@link DatabaseUnavailableException}. */
@Stateless
@RolesAllowed(Roles.ADMIN)
public class RunReader {
    public Optional<Run> find(long id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Newest first, without steps.
     *
     * @param before only runs older than this one; null for the newest
     */
    public List<Run> list(int limit, Long before) {
        throw new UnsupportedOperationException();
    }

    /** Runs that worked on this migration, newest first, with only its steps. */
    public List<Run> ofMigration(String migrationKey) {
        throw new UnsupportedOperationException();
    }
}
