package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditTrail;
import org.slipway.configuration.EffectiveSetting;
import org.slipway.configuration.EffectiveSettings;
import org.slipway.configuration.SettingGroup;
import org.slipway.configuration.Settings;
import org.slipway.security.CurrentActor;

/** The page with the settings in force. */
@Named
@RequestScoped
public class SettingsBean {
    @Inject
    Settings settings;

    @Inject
    AuditTrail trail;

    @Inject
    CurrentActor actor;

    private EffectiveSettings effective;

    public void load() {
        effective = settings.effective();
        trail.record(AuditAction.SETTINGS_SHOWN, actor.get(), null, null);
    }

    public EffectiveSettings getEffective() {
        return effective;
    }

    public SettingGroup[] getGroups() {
        return SettingGroup.values();
    }

    public List<EffectiveSetting> in(SettingGroup group) {
        return effective.settings().stream().filter(s -> s.group() == group).toList();
    }

    /** Those that a restart would change. */
    public List<EffectiveSetting> getChanged() {
        return effective.settings().stream().filter(s -> s.change() != null).toList();
    }
}
