package org.slipway.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slipway.api.AdoptionView.AdoptedMigrationView;
import org.slipway.api.AdoptionView.HistoryView;
import org.slipway.migration.MigrationState;

/** For the OpenAPI document: one history of Flyway with one migration. */
final class AdoptionExample {
    private static final AdoptedMigrationView BOAT = new AdoptedMigrationView(
            "1",
            "V1",
            "boat",
            "V1__boat.sql",
            MigrationState.APPLIED,
            null,
            "flo",
            Instant.parse("2026-03-02T12:00:00Z"),
            13L);

    static final AdoptionView VIEW = new AdoptionView(List.of(new HistoryView(
            "public.flyway_schema_history",
            "Flyway",
            "flyway",
            "604df88dd4c739e5",
            List.of(),
            Map.of("APPLIED", 1),
            List.of(BOAT))));

    private AdoptionExample() {}
}
