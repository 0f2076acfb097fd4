package org.slipway.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.slipway.security.BearerProblem;
import org.slipway.security.SecurityEvents;

/**
 * Makes sure that no error leaves the API without a problem in its body, whoever answered: a resource, a mapper, another
 * filter or JAX-RS itself.
 */
@Provider
@ApplicationScoped
public class ProblemFilter implements ContainerResponseFilter {
    static final String PROBLEM_JSON = "application/problem+json";
    private static final int FORBIDDEN = 403;

    @Inject
    SecurityEvents events;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == FORBIDDEN) {
            refuse(request, response);
            return;
        }
        boolean bare = response.getStatus() >= 400 && !response.hasEntity();
        if (bare) {
            write(request, response, ProblemView.of(response.getStatus(), sentence(request, response)));
        } else if (response.getEntity() instanceof ProblemView problem) {
            write(request, response, problem);
        }
    }

    /** Every refusal of somebody known by a resource or an EJB; the container's own go to the error page. */
    private void refuse(ContainerRequestContext request, ContainerResponseContext response) {
        String detail = BearerProblem.ROLES_DO_NOT_ALLOW;
        events.accessRefused(
                request.getMethod() + " " + request.getUriInfo().getRequestUri().getRawPath());
        response.getHeaders()
                .putSingle(
                        BearerProblem.HEADER,
                        BearerProblem.insufficientRole(detail).challenge());
        write(request, response, ProblemView.of(ProblemType.INSUFFICIENT_ROLE, detail));
    }

    private static void write(ContainerRequestContext request, ContainerResponseContext response, ProblemView problem) {
        String address = request.getUriInfo().getRequestUri().getRawPath();
        response.setEntity(problem.at(address), new Annotation[0], MediaType.valueOf(PROBLEM_JSON));
    }

    private static String sentence(ContainerRequestContext request, ContainerResponseContext response) {
        return switch (response.getStatus()) {
            case 404 -> "There is nothing at this address.";
            case 405 ->
                request.getMethod() + " is not possible here; " + String.join(", ", response.getAllowedMethods())
                        + " is.";
            case 406 -> "The answer is application/json; allow it in the Accept header.";
            case 415 -> "The body must be JSON; say Content-Type: application/json.";
            default -> null;
        };
    }
}
