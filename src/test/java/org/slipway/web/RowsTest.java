package org.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slipway.history.RunStep;
import org.slipway.history.StepStatus;
import org.slipway.migration.MigrationState;
import org.slipway.status.MigrationStatus;

class RowsTest {
    @Test
    void allAreShownWhereThereIsRoom() {
        List<MigrationStatus> all = migrations(MigrationState.APPLIED, MigrationState.PENDING);
        assertThat(Rows.worthALook(all, 2)).isEqualTo(all);
    }

    @Test
    void theOldestAppliedOnesGiveWayAndOrderIsKept() {
        List<MigrationStatus> all = migrations(
                MigrationState.CHANGED,
                MigrationState.APPLIED,
                MigrationState.APPLIED,
                MigrationState.APPLIED,
                MigrationState.PENDING);
        assertThat(Rows.worthALook(all, 3)).containsExactly(all.get(0), all.get(3), all.get(4));
    }

    @Test
    void moreThanThereIsRoomForAreCutEvenIfAllNeedALook() {
        List<MigrationStatus> all = migrations(MigrationState.PENDING, MigrationState.PENDING, MigrationState.PENDING);
        assertThat(Rows.worthALook(all, 2)).containsExactly(all.get(0), all.get(1));
    }

    @Test
    void ofALongRunTheLastEndedAndTheNextWaitingStepsAreShown() {
        List<RunStep> all = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            all.add(step(i, i < 6 ? StepStatus.APPLIED : i == 6 ? StepStatus.RUNNING : StepStatus.WAITING));
        }
        assertThat(Rows.worthALook(all, 5, 2)).isEqualTo(all.subList(3, 8));
    }

    private static List<MigrationStatus> migrations(MigrationState... states) {
        List<MigrationStatus> all = new ArrayList<>();
        for (MigrationState state : states) {
            String version = String.valueOf(all.size() + 1);
            all.add(new MigrationStatus(
                    version, "V" + version, version, "", "", state, null, null, null, null, List.of(), null, null));
        }
        return all;
    }

    private static RunStep step(int number, StepStatus status) {
        return new RunStep(
                "" + number,
                "V" + number,
                "",
                "",
                1,
                null,
                true,
                status,
                null,
                null,
                1,
                List.of(),
                List.of(),
                null,
                null);
    }
}
