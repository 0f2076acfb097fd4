package org.slipway.repair;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slipway.migration.MigrationState;
import org.slipway.status.MigrationStates.Entry;
import org.slipway.status.MigrationStatus;

/** How an admin mends what the schema history says of one migration. None of them changes the schema itself. */
public enum RepairAction {
    /** It was done by hand, or by another tool: no run does it again. */
    MARK_APPLIED(EnumSet.of(
            MigrationState.PENDING,
            MigrationState.LATE,
            MigrationState.FAILED,
            MigrationState.PARTIAL,
            MigrationState.SUPERSEDED)),
    /** It was taken back by hand: the next run does it again, from its first statement. */
    MARK_NOT_APPLIED(EnumSet.of(
            MigrationState.APPLIED,
            MigrationState.PARTIAL,
            MigrationState.FAILED,
            MigrationState.BASELINE,
            MigrationState.MISSING,
            MigrationState.DRIFTED,
            MigrationState.CHANGED)),
    /** The file as it is now is what was applied, or does the same. */
    ACCEPT_CHECKSUM(EnumSet.of(MigrationState.CHANGED));

    private final Set<MigrationState> states;

    RepairAction(Set<MigrationState> states) {
        this.states = states;
    }

    /** Empty for a word that is none. */
    public static Optional<RepairAction> named(String name) {
        return Arrays.stream(values())
                .filter(action -> action.name().equals(name))
                .findFirst();
    }

    /** Those that make sense for this migration. */
    public static List<RepairAction> of(MigrationStatus migration) {
        return Arrays.stream(values())
                .filter(action -> action.fits(migration.state(), migration.installedOn() != null))
                .toList();
    }

    boolean fits(Entry entry) {
        return fits(entry.state(), entry.history() != null && entry.history().installedOn() != null);
    }

    /** @param applied whether any step of it is */
    private boolean fits(MigrationState state, boolean applied) {
        return states.contains(state) && (this != MARK_NOT_APPLIED || applied);
    }
}
