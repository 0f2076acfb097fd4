package org.slipway.api;

import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slipway.history.DatabaseUnavailableException;

/**
 * Every exception as a problem: 403 when an EJB refuses the caller, 503 when the database can't be reached, the status of
 * JAX-RS's own exceptions, and 500 with an id that is in the log for what nobody expected. {@link ProblemFilter} completes it.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof ProblemException expected) {
            return answer(expected.problem());
        }
        if (cause instanceof WebApplicationException standard) {
            return Response.fromResponse(standard.getResponse()).build();
        }
        if (cause instanceof EJBAccessException || cause instanceof SecurityException) {
            return Response.status(403).build();
        }
        if (cause instanceof DatabaseUnavailableException) {
            return answer(ProblemView.of(ProblemType.DATABASE_UNAVAILABLE, cause.getMessage()));
        }
        return answer(unexpected(cause));
    }

    /** A caller sees what went wrong, never where the container wrapped it. */
    private static Throwable unwrap(Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException
                || thrown instanceof EJBException && !(thrown instanceof EJBAccessException);
        return wrapped && thrown.getCause() != null ? unwrap(thrown.getCause()) : thrown;
    }

    private static ProblemView unexpected(Throwable cause) {
        String id = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "Error " + id + " in the API", cause);
        return ProblemView.of(
                        ProblemType.UNEXPECTED,
                        "This is the console's fault, not the request's. The server's log has the cause under " + id
                                + ".")
                .loggedAs(id);
    }

    private static Response answer(ProblemView problem) {
        return Response.status(problem.status()).entity(problem).build();
    }
}
