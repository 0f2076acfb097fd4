package org.slipway.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.slipway.history.Run;
import org.slipway.history.RunKind;
import org.slipway.migration.MigrationVersion;

/**
 * Sentences with values in them, from the resource bundle. Plain texts are read as {@code #{msg['key']}}; this is for
 * those that depend on numbers and names: {@code #{text.with('run.title', run.id())}}.
 */
@Named("text")
@ApplicationScoped
public class TextBean {
    static final String BUNDLE = "org.slipway.web.messages";

    private final ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, Locale.ENGLISH);

    String plain(String key) {
        return bundle.getString(key);
    }

    String orElse(String key, String other) {
        return bundle.containsKey(key) ? bundle.getString(key) : other;
    }

    public String with(String key, Object value) {
        return format(key, value);
    }

    public String with(String key, Object first, Object second) {
        return format(key, first, second);
    }

    public String with(String key, Object first, Object second, Object third) {
        return format(key, first, second, third);
    }

    /** A migration's label with its description, which the label of a repeatable one has already. */
    public String name(String label, String description) {
        return (label + " " + rest(label, description)).strip();
    }

    /** What a description says beyond the label. */
    public String rest(String label, String description) {
        return label.equals(description) || label.endsWith(" " + description) ? "" : description;
    }

    /** What a run is for. */
    public String kind(Run run) {
        return run.kind() == RunKind.UNDO
                ? with("run.undoOf", MigrationVersion.label(run.target()))
                : plain("runKind." + run.kind());
    }

    /** What an admin does about a run. */
    public String next(Run run) {
        String plain = plain("runNext." + run.status());
        return run.kind() == RunKind.UNDO ? orElse("runNextUndo." + run.status(), plain) : plain;
    }

    private String format(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), Locale.ENGLISH).format(values);
    }
}
