package org.slipway.configuration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Hands settings to whoever injects one of the records. These are final, so they can't be proxied and are dependent
 * objects; all come from the one reading at the start.
 */
@ApplicationScoped
public class Settings {
    private final SettingSource source = SettingSource.of(ConfigProvider.getConfig());
    private final Instant readAt = Instant.now();
    private final List<SettingText> texts = SettingText.readAll(source);
    private final SettingValues values = SettingValues.of(source);

    /** For those who look: what is in force, without secrets. */
    public EffectiveSettings effective() {
        return EffectiveSettings.of(readAt, texts, SettingText.readAll(source), UnknownKeys.in(source));
    }

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
    public DriftSettings drift() {
        return values.drift();
    }

    @Produces
    @Dependent
    public AuthSettings auth() {
        return values.auth();
    }

    @Produces
    @Dependent
    public OperationsSettings operations() {
        return values.operations();
    }

    @Produces
    @Dependent
    public JwtSettings jwt() {
        return values.jwt();
    }
}
