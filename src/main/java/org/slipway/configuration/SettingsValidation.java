package org.slipway.configuration;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Stops the deployment for an invalid setting. It is an extension because a deployment problem is the one way of CDI to
 * do that on every server: what an observer at start-up throws is only logged on some.
 */
public class SettingsValidation implements Extension {
    private static final Logger LOG = Logger.getLogger(SettingsValidation.class.getName());

    void validate(@Observes AfterDeploymentValidation deployment) {
        Config config = ConfigProvider.getConfig();
        UnknownKeys.in(SettingSource.of(config)).forEach(LOG::warning);
        try {
            SettingValues.of(config);
        } catch (InvalidSettingsException e) {
            LOG.severe(e.getMessage());
            deployment.addDeploymentProblem(e);
        }
    }
}
