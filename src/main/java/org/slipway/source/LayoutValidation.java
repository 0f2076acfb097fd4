package org.slipway.source;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.slipway.configuration.InvalidSettingsException;
import org.slipway.configuration.SettingValues;

/** Stops the deployment for a layout that does not exist, which only the layouts themselves know. */
public class LayoutValidation implements Extension {
    private static final Logger LOG = Logger.getLogger(LayoutValidation.class.getName());

    void validate(@Observes AfterDeploymentValidation deployment) {
        try {
            Layouts.invalid(SettingValues.of(ConfigProvider.getConfig()).migrations())
                    .ifPresent(sentence -> {
                        LOG.severe(sentence);
                        deployment.addDeploymentProblem(new DeploymentException(sentence));
                    });
        } catch (InvalidSettingsException e) {
            LOG.fine("Other settings are invalid, which is told elsewhere");
        }
    }
}
