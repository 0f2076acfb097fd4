package org.slipway.history;

import jakarta.ejb.ApplicationException;

/** The database can't be reached or refused the console; the message says why, for the admin. */
@ApplicationException(rollback = true)
public class DatabaseUnavailableException extends RuntimeException {
    public DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
