package org.slipway.operations;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive (200) as long as the container can call it: nothing that a restart would not mend makes it fail. */
@Liveness
@ApplicationScoped
public class ConsoleLiveness implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("console");
    }
}
