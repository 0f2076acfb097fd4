package org.slipway.execution;

import org.slipway.history.StepRecord;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;

/** What the schema history keeps of a task. */
final class StepRecords {
    private StepRecords() {}

    static StepRecord of(StepTask task, StepNotes notes) {
        Migration migration = task.migration();
        if (task.attempt().number() > 1) {
            notes.result(task.step().label() + " needed " + task.attempt().number()
                    + " tries, because other sessions were in the way");
        }
        task.attempt().remarks().forEach(remark -> notes.result(task.step().label() + " " + remark));
        return new StepRecord(
                task.control().claim(),
                task.step(),
                migration.kind() == MigrationKind.REPEATABLE,
                migration.version() == null ? null : migration.version().toString(),
                migration.checksum(),
                task.appliedBy(),
                task.attempt().begun(),
                task.attempt().number(),
                notes.hashes(),
                notes.text(),
                notes.results(),
                notes.warnings());
    }
}
