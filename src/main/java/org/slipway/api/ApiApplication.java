package org.slipway.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything under {@code /api}. Its description for clients is completed by {@link OpenApiDocument}. */
@ApplicationPath("api")
public class ApiApplication extends Application {
    /** Jersey would otherwise describe the API a second time, as WADL, to whoever sends {@code OPTIONS}. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
