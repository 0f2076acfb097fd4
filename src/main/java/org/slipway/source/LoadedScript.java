package org.slipway.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;

/**
 * What became of a script and the files that belong to it, and what must be unchanged for it to hold.
 *
 * @param migrations empty for a file that is none, must not run or vanished
 * @param facts what it used of the database; null when nothing
 */
record LoadedScript(
        ScriptGroup group,
        Instant read,
        List<Migration> migrations,
        List<Problem> problems,
        Map<String, String> facts) {

    LoadedScript {
        migrations = List.copyOf(migrations);
        problems = List.copyOf(problems);
    }

    boolean holdsFor(ScriptGroup found, Placeholders placeholders) {
        return group.circumstances().equals(found.circumstances())
                && isUnchanged(group.file(), found.file())
                && besideIsUnchanged(found.beside())
                && (facts == null || facts.equals(placeholders.databaseFacts()));
    }

    private boolean besideIsUnchanged(List<SourceFile> found) {
        List<SourceFile> before = group.beside();
        if (before.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            if (!isUnchanged(before.get(i), found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isUnchanged(SourceFile before, SourceFile now) {
        return before.identity().equals(now.identity())
                && before.stamp().equals(now.stamp())
                && before.stamp().isTrustedAt(read);
    }
}
