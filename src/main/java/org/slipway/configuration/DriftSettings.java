package org.slipway.configuration;

import java.util.List;

/**
 * What of the live schema need not be as the migrations left it.
 *
 * @param ignore patterns in which {@code *} stands for any characters
 */
public record DriftSettings(List<String> ignore) {
    public DriftSettings {
        ignore = List.copyOf(ignore);
    }
}
