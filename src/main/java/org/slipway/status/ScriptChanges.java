package org.slipway.status;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.util.List;
import org.slipway.history.AppliedText;
import org.slipway.migration.Migration;
import org.slipway.sql.SqlScript;
import org.slipway.sql.SqlStatement;
import org.slipway.sql.SqlSyntaxException;

/**
 * What the statements of a file say now, compared with what was applied.
 *
 * @param lines a unified diff without its head: lines that begin with {@code -} were applied, with {@code +} are in the file
 *     now; empty when the statements are the same
 * @param unknown why nothing can be compared; null when it can
 */
public record ScriptChanges(List<String> lines, String unknown) {
    private static final int LINES_AROUND = 3;
    private static final int DIFF_HEAD = 2;
    private static final int MOST_CHARACTERS = 1 << 20;

    public ScriptChanges {
        lines = List.copyOf(lines);
    }

    static ScriptChanges unknown(String why) {
        return new ScriptChanges(List.of(), why);
    }

    /** Of a migration that is applied in part, the part alone counts. */
    static ScriptChanges between(AppliedText applied, Migration migration) {
        if (applied == null || applied.text() == null) {
            return unknown("The applied text was not kept: it is too long, or no run of Slipway applied it.");
        }
        try {
            return between(
                    applied.text(),
                    statements(migration, applied.complete() ? Integer.MAX_VALUE : applied.lastStatement()));
        } catch (IOException | SqlSyntaxException e) {
            return unknown("The file can't be read: " + e.getMessage());
        }
    }

    private static ScriptChanges between(String before, String now) {
        if (before.length() + now.length() > MOST_CHARACTERS) {
            return unknown("The text is too long to be compared here.");
        }
        List<String> lines = before.lines().toList();
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                "applied", "now", lines, DiffUtils.diff(lines, now.lines().toList()), LINES_AROUND);
        return new ScriptChanges(diff.stream().skip(DIFF_HEAD).toList(), null);
    }

    /** As they are kept when a step is applied: comments between statements do not count. */
    private static String statements(Migration migration, int last) throws IOException, SqlSyntaxException {
        StringBuilder text = new StringBuilder();
        try (SqlScript script = new SqlScript(migration.content().open())) {
            for (SqlStatement next = script.next();
                    next != null && next.number() <= last && text.length() <= MOST_CHARACTERS;
                    next = script.next()) {
                text.append(next.text()).append('\n');
            }
        }
        return text.toString();
    }
}
