package org.slipway.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.slipway.execution.Reason;
import org.slipway.execution.RunOptions;
import org.slipway.repair.RepairAction;

/** JSON schemas of what requests carry, which is read field by field and so has no record to make them from. */
final class BodySchemas {
    private BodySchemas() {}

    /** By name. */
    static Map<String, Schema> all() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        schemas.put("RunRequest", runRequest());
        schemas.put("UndoRequest", undoRequest());
        schemas.put("DriftAcceptance", driftAcceptance());
        schemas.put(
                "AdoptionRequest",
                amendment()
                        .addProperty(
                                "table",
                                OASFactory.createSchema()
                                        .type(SchemaType.STRING)
                                        .description("The other tool's, as in the preview"))
                        .addRequired("table"));
        schemas.put(
                "BaselineRequest",
                amendment()
                        .addProperty(
                                "version",
                                OASFactory.createSchema()
                                        .type(SchemaType.STRING)
                                        .nullable(true)
                                        .description("As in the preview; null when nothing counts as applied")));
        schemas.put(
                "RepairRequest",
                amendment()
                        .addProperty(
                                "action",
                                OASFactory.createSchema()
                                        .type(SchemaType.STRING)
                                        .enumeration(Arrays.stream(RepairAction.values())
                                                .<Object>map(Enum::name)
                                                .toList()))
                        .addRequired("action"));
        schemas.put("Sql", OASFactory.createSchema().type(SchemaType.STRING));
        return schemas;
    }

    private static Schema amendment() {
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .addProperty(
                        "reason",
                        OASFactory.createSchema()
                                .type(SchemaType.STRING)
                                .maxLength(Reason.LIMIT)
                                .description("Why; for the run and the audit trail"))
                .addProperty(
                        "fingerprint",
                        OASFactory.createSchema().type(SchemaType.STRING).description("Of the preview"))
                .addRequired("reason")
                .addRequired("fingerprint")
                .additionalPropertiesBoolean(false);
    }

    private static Schema driftAcceptance() {
        return OASFactory.createSchema()
                .type(SchemaType.OBJECT)
                .addProperty(
                        "reason",
                        OASFactory.createSchema().type(SchemaType.STRING).description("Why what is there is right"))
                .addProperty(
                        "fingerprints",
                        OASFactory.createSchema()
                                .type(SchemaType.ARRAY)
                                .items(OASFactory.createSchema().type(SchemaType.STRING))
                                .description("Of the differences, as they were read"))
                .addRequired("reason")
                .addRequired("fingerprints")
                .additionalPropertiesBoolean(false);
    }

    private static Schema runRequest() {
        return withDecisions(OASFactory.createSchema().type(SchemaType.OBJECT))
                .addProperty(
                        "target",
                        OASFactory.createSchema()
                                .type(SchemaType.STRING)
                                .nullable(true)
                                .description("Last version to apply; null for all"))
                .addProperty(
                        "outOfOrder",
                        OASFactory.createSchema()
                                .type(SchemaType.BOOLEAN)
                                .defaultValue(false)
                                .description("True to run LATE migrations too"))
                .additionalPropertiesBoolean(false);
    }

    private static Schema undoRequest() {
        return withDecisions(OASFactory.createSchema().type(SchemaType.OBJECT))
                .addProperty(
                        "confirm",
                        OASFactory.createSchema()
                                .type(SchemaType.STRING)
                                .description("The migration's name, as label or key have it"))
                .addRequired("confirm")
                .additionalPropertiesBoolean(false);
    }

    /** On what statements outside transactions left open. */
    private static Schema withDecisions(Schema request) {
        return request.addProperty(
                        "undecided",
                        OASFactory.createSchema()
                                .type(SchemaType.STRING)
                                .enumeration(Arrays.stream(RunOptions.Undecided.values())
                                        .<Object>map(Enum::name)
                                        .toList())
                                .defaultValue(RunOptions.Undecided.REFUSE.name())
                                .description("What becomes of undecidedSteps; REFUSE does not start the run"))
                .addProperty(
                        "rebuildInvalidIndexes",
                        OASFactory.createSchema()
                                .type(SchemaType.BOOLEAN)
                                .defaultValue(false)
                                .description("True to drop an invalid index that a step left behind before that step is"
                                        + " tried again"));
    }
}
