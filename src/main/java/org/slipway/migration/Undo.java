package org.slipway.migration;

import java.util.List;

/**
 * What takes a migration back, as its author wrote it: a file of its own or a part of the migration's.
 *
 * <p>Its problems keep nobody from running migrations, only from running it.
 *
 * @param script path of the file relative to its location
 * @param checksum of the lines that run, as a migration's
 * @param steps divided as a migration's are; at least one
 * @param statements how many statements it has; 0 when the author says that there is nothing to take back
 */
public record Undo(
        String script, int checksum, List<Step> steps, int statements, List<Problem> problems, ScriptContent content) {
    public Undo {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }
}
