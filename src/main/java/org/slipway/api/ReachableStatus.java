package org.slipway.api;

import org.slipway.status.MigrationStatus;
import org.slipway.status.SchemaStatus;
import org.slipway.status.StatusReader;

/** The status of a database that was reached. Half an answer with status 200 would be taken for a whole one. */
final class ReachableStatus {
    private ReachableStatus() {}

    /** @throws ProblemException 503 with why the database can't be reached and all that is wrong with the files */
    static SchemaStatus read(StatusReader reader) {
        SchemaStatus status = reader.read();
        if (status.database() == null) {
            ProblemView problem = ProblemView.of(ProblemType.DATABASE_UNAVAILABLE, status.databaseError());
            throw new ProblemException(
                    status.problems().isEmpty()
                            ? problem
                            : problem.withProblems(ScriptProblemView.of(status.problems())));
        }
        return status;
    }

    /** @throws ProblemException also 404 when neither a file nor the schema history has this key */
    static MigrationStatus find(StatusReader reader, String key) {
        return read(reader)
                .find(key)
                .orElseThrow(() -> ProblemException.notFound("There is no migration " + key + "."));
    }
}
