package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.configuration.EffectiveSetting;
import org.slipway.configuration.EffectiveSettings;
import org.slipway.configuration.SettingGroup;

/**
 * {@link EffectiveSettings} as the API shows them: what is in force, without secrets. {@code settings} has no schema
 * annotation, because Payara's scanner takes an annotated method whose name begins with {@code set} for a setter and
 * fails on it.
 *
 * @param settings every key there is, in the order of {@code slipway.properties}
 */
@JsonbNillable
@JsonbPropertyOrder({"readAt", "settings", "warnings"})
public record SettingsView(
        @Schema(description = "When the console read them; what changes later has no effect until it is restarted")
        Instant readAt,

        List<SettingView> settings,

        @Schema(description = "Keys without effect, a sentence each")
        List<String> warnings) {

    /** One key. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "key",
        "group",
        "value",
        "defaultValue",
        "secret",
        "configured",
        "source",
        "change",
        "description"
    })
    public record SettingView(
            String key,
            SettingGroup group,

            @Schema(
                    description =
                            "What is in force, the default included; null when there is none, and always for a secret. What is secret in an address is ***")
            String value,

            @Schema(description = "Null when there is none") String defaultValue,

            @Schema(description = "True when the value is never shown")
            boolean secret,

            @Schema(description = "False where the default is in force")
            boolean configured,

            @Schema(description = "Where the value comes from; null unless it is set")
            String source,

            @Schema(description = "What its source says by now, where that is something else; null where it is not")
            String change,

            String description) {

        static SettingView of(EffectiveSetting setting) {
            return new SettingView(
                    setting.key(),
                    setting.group(),
                    setting.value(),
                    setting.defaultValue(),
                    setting.secret(),
                    setting.set(),
                    setting.source(),
                    setting.change(),
                    setting.description());
        }
    }

    static SettingsView of(EffectiveSettings effective) {
        return new SettingsView(
                effective.readAt(),
                effective.settings().stream().map(SettingView::of).toList(),
                effective.warnings());
    }
}
