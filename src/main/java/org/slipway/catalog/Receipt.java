package org.slipway.catalog;

import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalog's own account of what a step created and changed. */
public record Receipt(List<Fact> facts) {
    /** Looked up once: the look-up reads every jar of the application. */
    private static final JsonProvider JSON = JsonProvider.provider();

    public static final Receipt EMPTY = new Receipt(List.of());

    /**
     * @param action such as {@code created} or {@code added}; {@code rows} for rows written
     * @param kind such as {@code table} or {@code column}; the table's name for rows
     * @param name as PostgreSQL quotes it, such as {@code due_on of invoice}; for rows such as {@code 3 inserted, 1 deleted}
     */
    public record Fact(String action, String kind, String name) {}

    public Receipt {
        facts = List.copyOf(facts);
    }

    /** @param json as {@link ReceiptQuery} makes it, or null */
    public static Receipt parse(String json) {
        if (json == null) {
            return EMPTY;
        }
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return new Receipt(reader.readArray()
                    .getValuesAs(
                            (JsonArray fact) -> new Fact(fact.getString(0), fact.getString(1), fact.getString(2))));
        }
    }

    /**
     * What a person reads, such as "V3 created table invoice, index invoice_customer_idx".
     *
     * @param label how the sentences name the migration
     */
    public List<String> sentences(String label) {
        Map<String, List<String>> byAction = new LinkedHashMap<>();
        for (Fact fact : facts) {
            boolean rows = fact.action().equals("rows");
            String object = rows ? fact.kind() + " (" + fact.name() + ")" : fact.kind() + " " + fact.name();
            String verb = rows ? "wrote rows of" : fact.action();
            byAction.computeIfAbsent(verb, action -> new ArrayList<>()).add(object);
        }
        return byAction.entrySet().stream()
                .map(entry -> label + " " + entry.getKey() + " " + String.join(", ", entry.getValue()))
                .toList();
    }
}
