package org.slipway.adoption;

/**
 * A table in which another tool keeps its history.
 *
 * @param name qualified and quoted where it must be, as SQL and people write it: {@code public.flyway_schema_history}
 * @param readable false when the console's role may not read it
 */
public record ForeignTable(ForeignTool tool, String schema, String table, String name, boolean readable) {
    /** As people name the tool. */
    public String title() {
        return tool.title();
    }

    /** Name of the layout whose files the tool runs. */
    public String layout() {
        return tool.layout();
    }
}
