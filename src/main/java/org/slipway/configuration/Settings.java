package org.slipway.configuration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Hands settings to whoever injects one of the records. These are final, so they can't be proxied and are dependent
 * objects; all come from the one reading at the start.
 */
@ApplicationScoped
public class Settings {
    private final SettingValues values = SettingValues.of(ConfigProvider.getConfig());

    @Produces
    @Dependent
    public MigrationSettings migrations() {
        return values.migrations();
    }

    @Produces
    @Dependent
    public ExecutionSettings execution() {
        return values.execution();
    }

    @Produces
    @Dependent
    public AuthSettings auth() {
        return values.auth();
    }

    @Produces
    @Dependent
    public JwtSettings jwt() {
        return values.jwt();
    }
}
