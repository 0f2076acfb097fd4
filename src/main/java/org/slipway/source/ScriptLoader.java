package org.slipway.source;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slipway.migration.Checksum;
import org.slipway.migration.ChecksumReader;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;
import org.slipway.migration.Step;
import org.slipway.migration.Undo;
import org.slipway.sql.SqlSyntaxException;

/**
 * Makes migrations of what a layout found in files.
 *
 * <p>A file whose text can't be used keeps its row: it becomes a migration with what was understood before the problem, so
 * that the page shows it as pending or changed and not as missing. Its problem keeps every run from starting.
 */
final class ScriptLoader {
    private ScriptLoader() {}

    static LoadedScript load(ScriptGroup group) {
        return new Loading(group).load();
    }

    private static final class Loading {
        private final ScriptGroup group;
        private final Instant begun = Instant.now();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Migration> migrations = new ArrayList<>();
        private Map<String, String> facts;

        Loading(ScriptGroup group) {
            this.group = group;
        }

        LoadedScript load() {
            ScriptGroup.FileReport report =
                    (file, line, message) -> problems.add(new Problem(file.script(), line, message));
            try {
                group.interpretation().read(report).forEach(this::add);
            } catch (ScriptException e) {
                report.problem(group.file(), e.line(), e.getMessage());
            } catch (IOException e) {
                report.problem(group.file(), 0, Reason.of(e));
            }
            return new LoadedScript(group, begun, migrations, problems, facts);
        }

        private void add(Draft draft) {
            Script up = new Script(draft.up(), problems);
            up.read();
            if (!up.vanished) {
                migrations.add(migration(draft, up));
            }
        }

        private Migration migration(Draft draft, Script up) {
            return new Migration(
                    draft.key(),
                    draft.kind(),
                    draft.version(),
                    draft.description(),
                    draft.up().text().file().script(),
                    up.checksum.value(),
                    up.analysis.documentation(),
                    up.analysis.directives(),
                    up.analysis.checks(),
                    up.steps(),
                    up.analysis.statements(),
                    draft.up().text(),
                    draft.down() == null ? null : undo(draft.down()),
                    draft.origin());
        }

        private Undo undo(Draft.Part part) {
            List<Problem> wrong = new ArrayList<>();
            Script down = new Script(part, wrong);
            down.read();
            return new Undo(
                    part.text().file().script(),
                    down.checksum.value(),
                    down.steps(),
                    down.analysis.statements(),
                    wrong,
                    part.text());
        }

        /** One text that is read once for its statements and its checksum. */
        private final class Script {
            private final ScriptText text;
            private final List<Problem> problems;
            private final Checksum checksum = new Checksum();
            private final ScriptAnalysis analysis;
            private boolean vanished;
            private boolean complete;

            Script(Draft.Part part, List<Problem> problems) {
                this.text = part.text();
                this.problems = problems;
                this.analysis = new ScriptAnalysis(part.transactional(), this::problem);
            }

            void read() {
                try (Reader raw = text.openRaw()) {
                    Reader counted = text.countReplaced() ? raw : new ChecksumReader(raw, checksum);
                    Reader replaced = text.replaced(counted, new Values());
                    read(text.countReplaced() ? new ChecksumReader(replaced, checksum) : replaced);
                } catch (NoSuchFileException e) {
                    vanished = true;
                    problem(0, Reason.of(e));
                } catch (ScriptException e) {
                    problem(e.line(), e.getMessage());
                } catch (IOException e) {
                    problem(0, Reason.of(e));
                }
            }

            /** To the end of the text, whatever the statements are like: the checksum is that of the whole. */
            private void read(Reader script) throws IOException {
                try {
                    analysis.read(script);
                    complete = true;
                } catch (SqlSyntaxException e) {
                    problem(e.line(), e.getMessage());
                }
                script.transferTo(Writer.nullWriter());
            }

            List<Step> steps() {
                return complete ? analysis.steps() : List.of(new Step(1, null, 1, 0, 1, true, null, null));
            }

            private void problem(int line, String message) {
                problems.add(new Problem(text.file().script(), line, message));
            }

            /** Reports an unknown placeholder once and leaves it in the text, so that everything else is reported too. */
            private final class Values implements PlaceholderReader.Resolver {
                private final PlaceholderRule rule = text.placeholders();
                private final Set<String> unknown = new HashSet<>();

                @Override
                public String valueOf(String name, int line) {
                    if (rule.values().asksDatabase(name)) {
                        facts = rule.values().databaseFacts();
                    }
                    String value = rule.values().value(name, text.file().script());
                    if (value == null && rule.lenient()) {
                        return rule.written(name);
                    }
                    if (value == null && unknown.add(name)) {
                        problem(line, rule.unknown(name));
                    }
                    return value == null ? name : value;
                }
            }
        }
    }
}
