package org.slipway.configuration;

/**
 * How others watch the console.
 *
 * @param metricsToken what a scraper has to bring; null when everybody may read metrics
 */
public record OperationsSettings(String metricsToken) {
    @Override
    public String toString() {
        return "OperationsSettings[" + (metricsToken == null ? "" : "metricsToken=***") + "]";
    }
}
