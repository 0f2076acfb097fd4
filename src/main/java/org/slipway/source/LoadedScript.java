package org.slipway.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;

/**
 * What became of one file, and what must be unchanged for it to hold.
 *
 * @param configuration stamp of the file beside it, null when there is none
 * @param migration null for a file that is none, must not run or vanished
 * @param facts what it used of the database; null when nothing
 */
record LoadedScript(
        SourceFile file,
        SourceFile.Stamp configuration,
        Instant read,
        Migration migration,
        List<Problem> problems,
        Map<String, String> facts) {

    LoadedScript {
        problems = List.copyOf(problems);
    }

    boolean holdsFor(SourceFile found, SourceFile foundConfiguration, Placeholders placeholders) {
        return isUnchanged(file.stamp(), found.stamp())
                && (foundConfiguration == null
                        ? configuration == null
                        : configuration != null && isUnchanged(configuration, foundConfiguration.stamp()))
                && (facts == null || facts.equals(placeholders.databaseFacts()));
    }

    private boolean isUnchanged(SourceFile.Stamp before, SourceFile.Stamp now) {
        return before.equals(now) && before.isTrustedAt(read);
    }
}
