package org.slipway.catalog;

import java.util.List;

/**
 * The catalog's own account of what a step did: to the schema, and to those who used it meanwhile.
 *
 * <p>Names are as {@link ObjectSql} writes them, always with their schema.
 *
 * @param failure why the catalog could not be asked; null as a rule
 */
public record Receipt(List<ObjectChange> objects, List<Effect> effects, String failure) {
    public static final Receipt EMPTY = new Receipt(List.of(), List.of());

    /** What became of an object. */
    public enum Action {
        CREATED,
        ALTERED,
        RENAMED,
        /** Dropped and created anew under the same name. */
        REPLACED,
        DROPPED
    }

    /**
     * An object that the step made, changed or dropped.
     *
     * @param kind such as {@code table} or {@code column}
     * @param was its name before, null unless it was renamed
     * @param of the relation that it is a part of, or null
     * @param before its definition before, null when there was none or when definitions were not asked for
     * @param after its definition now, null when there is none or when definitions were not asked for
     */
    public record ObjectChange(
            Action action, String kind, String identity, String was, String of, String before, String after) {}

    /**
     * What the step meant for one relation, besides its definition.
     *
     * @param created nobody else has seen it yet, so its locks and scans are not told
     * @param locks strongest first; weaker ones only when they were held for longer
     * @param rewritten the whole table was written anew
     * @param emptied by {@code TRUNCATE}
     * @param rebuilt names of indexes that were there before and were written anew
     * @param scan null when it was not read from end to end
     */
    public record Effect(
            String kind,
            String identity,
            boolean created,
            boolean dropped,
            List<HeldLock> locks,
            boolean rewritten,
            boolean emptied,
            List<String> rebuilt,
            Scan scan,
            long inserted,
            long updated,
            long deleted) {
        public Effect {
            locks = List.copyOf(locks);
            rebuilt = List.copyOf(rebuilt);
        }

        /** The locks that others than autovacuum wait for, or that wait for them. */
        List<HeldLock> strongLocks() {
            return locks.stream().filter(lock -> !WEAK.contains(lock.mode())).toList();
        }
    }

    private static final List<String> WEAK = List.of("ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE");

    /**
     * @param mode as the manual writes it, such as {@code ACCESS EXCLUSIVE}
     * @param millis from the beginning of the statement that took it, waiting included, until the receipt was written, just
     *     before the commit
     */
    public record HeldLock(String mode, long millis) {}

    /**
     * @param count how many times
     * @param whole false when it may have been read in part only
     * @param rows rows of the table if it was read whole, else how many were read
     */
    public record Scan(long count, boolean whole, long rows) {}

    public Receipt(List<ObjectChange> objects, List<Effect> effects) {
        this(objects, effects, null);
    }

    public Receipt {
        objects = List.copyOf(objects);
        effects = List.copyOf(effects);
    }

    /** @param json as {@link ReceiptFunction} makes it, with or without its definitions, or null */
    public static Receipt parse(String json) {
        return json == null ? EMPTY : ReceiptJson.parse(json);
    }

    /**
     * What a person reads, such as "V3 created table invoice, index invoice_customer_idx".
     *
     * @param label how the sentences name the migration
     */
    public List<String> sentences(String label) {
        return new ReceiptSentences(label, this).all();
    }
}
