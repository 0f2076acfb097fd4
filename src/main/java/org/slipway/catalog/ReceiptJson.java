package org.slipway.catalog;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slipway.catalog.Receipt.Action;
import org.slipway.catalog.Receipt.Effect;
import org.slipway.catalog.Receipt.HeldLock;
import org.slipway.catalog.Receipt.ObjectChange;
import org.slipway.catalog.Receipt.Scan;

/** Reads what {@link ReceiptFunction} writes: definitions stand apart, so that they need not be fetched. */
final class ReceiptJson {
    /** Looked up once: the look-up reads every jar of the application. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private ReceiptJson() {}

    static Receipt parse(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonStructure receipt = reader.read();
            return receipt instanceof JsonObject object ? receipt(object) : Receipt.EMPTY;
        }
    }

    private static Receipt receipt(JsonObject receipt) {
        JsonArray definitions = array(receipt, "definitions");
        List<ObjectChange> objects = new ArrayList<>();
        for (JsonObject object : array(receipt, "objects").getValuesAs(JsonObject.class)) {
            JsonArray texts = definitions.isEmpty() ? null : definitions.getJsonArray(objects.size());
            objects.add(new ObjectChange(
                    Action.valueOf(object.getString("action").toUpperCase(Locale.ROOT)),
                    object.getString("kind"),
                    object.getString("identity"),
                    object.getString("was", null),
                    object.getString("of", null),
                    texts == null ? null : text(texts.get(0)),
                    texts == null ? null : text(texts.get(1))));
        }
        return new Receipt(
                objects,
                array(receipt, "effects").getValuesAs(ReceiptJson::effect),
                receipt.getString("failure", null));
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : null;
    }

    private static JsonArray array(JsonObject of, String name) {
        return of.containsKey(name) ? of.getJsonArray(name) : JsonValue.EMPTY_JSON_ARRAY;
    }

    private static Effect effect(JsonObject effect) {
        return new Effect(
                effect.getString("kind"),
                effect.getString("identity"),
                effect.getBoolean("created", false),
                effect.getBoolean("dropped", false),
                array(effect, "locks").getValuesAs(ReceiptJson::lock),
                effect.getBoolean("rewritten", false),
                effect.getBoolean("emptied", false),
                array(effect, "rebuilt").getValuesAs(JsonString::getString),
                effect.containsKey("scans")
                        ? new Scan(
                                number(effect, "scans"), effect.getBoolean("whole", false), number(effect, "scanned"))
                        : null,
                number(effect, "inserted"),
                number(effect, "updated"),
                number(effect, "deleted"));
    }

    private static HeldLock lock(JsonArray lock) {
        JsonNumber millis = lock.getJsonNumber(1);
        return new HeldLock(SessionActivity.manualName(lock.getString(0)), millis.longValue());
    }

    private static long number(JsonObject of, String name) {
        return of.containsKey(name) ? of.getJsonNumber(name).longValue() : 0;
    }
}
