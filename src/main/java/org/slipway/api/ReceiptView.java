package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.catalog.Receipt;
import org.slipway.catalog.Receipt.Action;
import org.slipway.catalog.Receipt.Effect;
import org.slipway.catalog.Receipt.HeldLock;
import org.slipway.catalog.Receipt.ObjectChange;

/** A {@link Receipt} as the API shows it. */
@JsonbNillable
@JsonbPropertyOrder({"objects", "relations"})
public record ReceiptView(
        @Schema(description = "What the step created, changed or dropped")
        List<ObjectChangeView> objects,

        @Schema(description = "What it meant for tables and other relations, besides their definitions")
        List<RelationView> relations) {

    /** An {@link ObjectChange} as the API shows it. */
    @JsonbNillable
    @JsonbPropertyOrder({"action", "kind", "name", "was", "of", "before", "after"})
    public record ObjectChangeView(
            @Schema(description = "REPLACED: dropped and created anew under the same name")
            Action action,

            @Schema(description = "Such as table, column or index")
            String kind,

            @Schema(description = "With its schema") String name,

            @Schema(description = "Its name before; null unless it was renamed")
            String was,

            @Schema(description = "The relation that it is a part of, or null")
            String of,

            @Schema(
                    description =
                            "Its definition before; null when there was none, and in the answer for a run: that for a"
                                    + " migration has definitions")
            String before,

            @Schema(description = "Its definition afterwards; null as before is")
            String after) {

        static ObjectChangeView of(ObjectChange change) {
            return new ObjectChangeView(
                    change.action(),
                    change.kind(),
                    change.identity(),
                    change.was(),
                    change.of(),
                    change.before(),
                    change.after());
        }
    }

    /** An {@link Effect} as the API shows it. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "kind",
        "name",
        "created",
        "dropped",
        "locks",
        "rewritten",
        "emptied",
        "rebuiltIndexes",
        "fullScans",
        "readWhole",
        "rowsRead",
        "inserted",
        "updated",
        "deleted"
    })
    public record RelationView(
            @Schema(description = "Such as table or view") String kind,

            @Schema(description = "With its schema") String name,

            @Schema(description = "By this step, so that nobody else met its locks, which are left out")
            boolean created,

            boolean dropped,

            @Schema(description = "Strongest first; weaker ones only when they were held for longer")
            List<HeldLockView> locks,

            @Schema(description = "The whole table was written anew")
            boolean rewritten,

            @Schema(description = "By TRUNCATE") boolean emptied,

            @Schema(description = "Indexes that were there before and were written anew")
            List<String> rebuiltIndexes,

            @Schema(description = "How many times it was read from its beginning on; PostgreSQL 15 and later")
            long fullScans,

            @Schema(description = "False when it may have been read in part only")
            boolean readWhole,

            @Schema(description = "Rows of the table if it was read whole, else how many were read")
            long rowsRead,

            @Schema(description = "Rows; PostgreSQL 15 and later")
            long inserted,

            long updated,
            long deleted) {

        static RelationView of(Effect effect) {
            boolean scanned = effect.scan() != null;
            return new RelationView(
                    effect.kind(),
                    effect.identity(),
                    effect.created(),
                    effect.dropped(),
                    effect.locks().stream().map(HeldLockView::of).toList(),
                    effect.rewritten(),
                    effect.emptied(),
                    effect.rebuilt(),
                    scanned ? effect.scan().count() : 0,
                    scanned && effect.scan().whole(),
                    scanned ? effect.scan().rows() : 0,
                    effect.inserted(),
                    effect.updated(),
                    effect.deleted());
        }
    }

    /** A {@link HeldLock} as the API shows it. */
    @JsonbPropertyOrder({"mode", "millis"})
    public record HeldLockView(
            @Schema(description = "Such as ACCESS EXCLUSIVE")
            String mode,

            @Schema(
                    description =
                            "From the beginning of the statement that took it, waiting included, until just before the"
                                    + " commit")
            long millis) {

        static HeldLockView of(HeldLock lock) {
            return new HeldLockView(lock.mode(), lock.millis());
        }
    }

    static ReceiptView of(Receipt receipt) {
        return receipt == null
                ? null
                : new ReceiptView(
                        receipt.objects().stream().map(ObjectChangeView::of).toList(),
                        receipt.effects().stream().map(RelationView::of).toList());
    }
}
