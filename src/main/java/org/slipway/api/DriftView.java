package org.slipway.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.slipway.status.ObjectDrift;
import org.slipway.status.SchemaDrift;

/** {@link SchemaDrift} as the API shows it. Only for a comparison that was made; otherwise the answer is a problem. */
@JsonbNillable
@JsonbPropertyOrder({
    "drifted",
    "comparedAt",
    "durationMillis",
    "objects",
    "ignored",
    "alike",
    "ignorePatterns",
    "differences"
})
public record DriftView(
        @Schema(description = "False when every object is as the applied migrations left it; null before the first run")
        Boolean drifted,

        @Schema(description = "Null before the first run") Instant comparedAt,

        long durationMillis,

        @Schema(description = "How many objects are expected")
        int objects,

        @Schema(description = "How many differ and are ignored, by slipway.drift.ignore")
        int ignored,

        @Schema(
                description =
                        "How many are worded otherwise, by another version of PostgreSQL for one, and mean the same")
        int alike,

        List<String> ignorePatterns,

        List<ObjectDriftView> differences) {

    /** One object that is not as it was left. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "difference",
        "kind",
        "identity",
        "relation",
        "expected",
        "actual",
        "migration",
        "step",
        "fingerprint",
        "parts"
    })
    public record ObjectDriftView(
            ObjectDrift.Difference difference,

            @Schema(description = "Such as table or index") String kind,

            @Schema(description = "With its schema; of a part, with its relation")
            String identity,

            @Schema(description = "The relation it is a part of, or null")
            String relation,

            @Schema(description = "Definition that is expected; null when nothing is")
            String expected,

            @Schema(description = "Definition that is there; null when nothing is")
            String actual,

            @Schema(description = "Key of the migration that wrote it last; null for none")
            String migration,

            @Schema(description = "Number of its step, or null")
            Integer step,

            @Schema(description = "For /api/admin/drift/accept: changes with either definition")
            String fingerprint,

            @Schema(description = "Names of its columns, indexes and so on, which share its fate")
            List<String> parts) {

        static ObjectDriftView of(ObjectDrift drift) {
            return new ObjectDriftView(
                    drift.difference(),
                    drift.kind(),
                    drift.identity(),
                    drift.relation(),
                    drift.expected(),
                    drift.actual(),
                    drift.getMigration(),
                    drift.migrationKey() == null ? null : drift.step(),
                    drift.fingerprint(),
                    drift.parts().stream().map(ObjectDrift::name).toList());
        }
    }

    static DriftView of(SchemaDrift drift, List<String> ignorePatterns) {
        if (!(drift instanceof SchemaDrift.Compared compared)) {
            return new DriftView(null, null, 0, 0, 0, 0, ignorePatterns, List.of());
        }
        return new DriftView(
                !compared.drifts().isEmpty(),
                compared.at(),
                compared.took().toMillis(),
                compared.objects(),
                compared.ignored(),
                compared.alike(),
                ignorePatterns,
                compared.drifts().stream().map(ObjectDriftView::of).toList());
    }
}
