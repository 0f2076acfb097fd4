package org.slipway.configuration;

import java.util.List;

/** Settings that can't be meant. It names all of them, so that a deployment is not mended one start at a time. */
public class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidSettingsException(List<String> problems) {
        super("Slipway does not start: " + (problems.size() == 1 ? "a setting is" : problems.size() + " settings are")
                + " invalid.\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each setting: the key, its value, what would be valid. */
    public List<String> problems() {
        return problems;
    }
}
