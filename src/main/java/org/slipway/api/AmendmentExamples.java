package org.slipway.api;

import java.util.List;
import org.slipway.migration.MigrationState;
import org.slipway.repair.BaselinePreview;
import org.slipway.repair.RepairAction;
import org.slipway.repair.RepairPreview;
import org.slipway.repair.StateChange;

/** Examples for the OpenAPI document: what is shown before the schema history is changed. */
final class AmendmentExamples {
    private static final String FINGERPRINT = "604df88dd4c739e5";

    private AmendmentExamples() {}

    static BaselinePreview baseline() {
        return new BaselinePreview("3", List.of(invoice(MigrationState.BASELINE)), null, FINGERPRINT);
    }

    static RepairPreview repair() {
        return new RepairPreview(
                RepairAction.MARK_APPLIED,
                invoice(MigrationState.APPLIED),
                "No run runs it, and it stops none.",
                List.of(),
                null,
                FINGERPRINT);
    }

    private static StateChange invoice(MigrationState after) {
        return new StateChange("3", "V3", "invoice", MigrationState.PENDING, null, after);
    }
}
