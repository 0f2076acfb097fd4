package org.slipway.source;

/**
 * In which layout the migrations are, and how that is known.
 *
 * @param name as {@code slipway.migrations.layout} names it; null when it could not be told
 * @param title as people name the tool; null when it could not be told
 * @param reason one sentence
 */
public record LayoutChoice(String name, String title, String reason) {
    static final LayoutChoice NONE = new LayoutChoice(null, null, "The migrations were not read yet.");
}
