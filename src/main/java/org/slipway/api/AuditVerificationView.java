package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.audit.ChainVerification;

/** A {@link ChainVerification} as the API shows it. */
@JsonbNillable
@JsonbPropertyOrder({"intact", "count", "lastId", "lastHash", "broken", "durationMillis"})
public record AuditVerificationView(
        boolean intact,

        @Schema(description = "Number of events") long count,

        @Schema(description = "Id of the last event; 0 when there is none")
        long lastId,

        @Schema(description = "Its hash: note both elsewhere, and give them as id and hash next time")
        String lastHash,

        @Schema(description = "The first event that is not as it was written; null when all are")
        AuditBreakView broken,

        long durationMillis) {

    /** Where the chain is broken first, and how. */
    @JsonbNillable
    @JsonbPropertyOrder({"id", "kind", "sentence"})
    public record AuditBreakView(long id, ChainVerification.ChainBreak.Kind kind, String sentence) {}

    static AuditVerificationView of(ChainVerification found) {
        ChainVerification.ChainBreak broken = found.broken();
        return new AuditVerificationView(
                found.intact(),
                found.count(),
                found.lastId(),
                found.lastHash(),
                broken == null ? null : new AuditBreakView(broken.id(), broken.kind(), broken.sentence()),
                found.took().toMillis());
    }
}
