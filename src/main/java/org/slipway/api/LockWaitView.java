package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.catalog.SessionActivity.Blocker;
import org.slipway.catalog.SessionActivity.LockWait;

/** A {@link LockWait} as the API shows it. */
@JsonbNillable
@JsonbPropertyOrder({"mode", "object", "blockers"})
public record LockWaitView(
        @Schema(description = "The lock's mode, such as ACCESS EXCLUSIVE")
        String mode,

        @Schema(description = "The table or other relation, or the type of another lock")
        String object,

        @Schema(description = "Sessions that hold it or wait for it further ahead, the oldest transaction first")
        List<BlockerView> blockers) {

    /** A {@link Blocker} as the API shows it. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "pid",
        "user",
        "application",
        "address",
        "state",
        "backendType",
        "transactionAgeMillis",
        "query"
    })
    public record BlockerView(
            @Schema(description = "0 for a prepared transaction, which has no session")
            int pid,

            @Schema(description = "Null where the console's role may not see it; pg_read_all_stats may")
            String user,

            String application,

            @Schema(description = "Null for a local connection")
            String address,

            @Schema(description = "Such as active or idle in transaction")
            String state,

            @Schema(description = "Such as client backend or autovacuum worker")
            String backendType,

            @Schema(description = "Age of its transaction") Long transactionAgeMillis,

            @Schema(description = "Its last query, shortened")
            String query) {

        static BlockerView of(Blocker blocker) {
            return new BlockerView(
                    blocker.pid(),
                    blocker.user(),
                    blocker.application(),
                    blocker.address(),
                    blocker.state(),
                    blocker.backendType(),
                    Positions.millis(blocker.transactionAge()),
                    blocker.query());
        }
    }

    /** Null for null. */
    static LockWaitView of(LockWait wait) {
        return wait == null
                ? null
                : new LockWaitView(
                        wait.mode(),
                        wait.object(),
                        wait.blockers().stream().map(BlockerView::of).toList());
    }
}
