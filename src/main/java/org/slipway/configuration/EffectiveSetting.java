package org.slipway.configuration;

/**
 * One setting as it may be shown to whoever may look: a secret is only ever set or not, and in an address what is secret
 * is masked.
 *
 * @param value what is in force, the default included; null when there is none, and for a secret
 * @param defaultValue null when there is none
 * @param set true when some source has it; false for the default
 * @param source where it comes from, in words; null unless it is set
 * @param change what its sources say by now, where that is not what was read at the start; else null
 */
public record EffectiveSetting(
        String key,
        SettingGroup group,
        String value,
        String defaultValue,
        boolean secret,
        boolean set,
        String source,
        String description,
        String change) {}
