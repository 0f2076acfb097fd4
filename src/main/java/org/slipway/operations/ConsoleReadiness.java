package org.slipway.operations;

import jakarta.enterprise.context.ApplicationScoped;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready (200) when the console is deployed and the server offers the DataSource that it asks for, else 503.
 *
 * <p>The database itself is not asked: a console whose database is down must stay reachable, because it is where an admin
 * reads why. Nor do pending migrations matter: an orchestrator that waits for readiness would wait for ever.
 */
@Readiness
@ApplicationScoped
public class ConsoleReadiness implements HealthCheck {
    private static final String DATA_SOURCE = "java:comp/env/jdbc/slipway";

    @Override
    public HealthCheckResponse call() {
        try {
            Object found = InitialContext.doLookup(DATA_SOURCE);
            return found instanceof DataSource ? ready() : notReady(DATA_SOURCE + " is not a DataSource");
        } catch (NamingException e) {
            return notReady("The server has no DataSource jdbc/slipway; define it, see server-config");
        }
    }

    private static HealthCheckResponse ready() {
        return HealthCheckResponse.up("console");
    }

    private static HealthCheckResponse notReady(String why) {
        return HealthCheckResponse.named("console")
                .down()
                .withData("reason", why)
                .build();
    }
}
