package org.slipway.source;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.Checksum;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.Problem;
import org.slipway.migration.Step;
import org.slipway.sql.SqlSyntaxException;

/**
 * Makes a migration of a file.
 *
 * <p>A file whose text can't be used keeps its row: it becomes a migration with what was understood before the problem, so
 * that the page shows it as pending or changed and not as missing. Its problem keeps every run from starting.
 */
final class ScriptLoader {
    private final MigrationSettings settings;
    private final FileNaming naming;
    private final Placeholders placeholders;

    ScriptLoader(MigrationSettings settings, FileNaming naming, Placeholders placeholders) {
        this.settings = settings;
        this.naming = naming;
        this.placeholders = placeholders;
    }

    /** @param configuration null when there is none */
    LoadedScript load(SourceFile file, SourceFile configuration) {
        return new Loading(file, configuration).load(naming.parse(file.name()));
    }

    private final class Loading {
        private final SourceFile file;
        private final SourceFile configuration;
        private final Instant begun = Instant.now();
        private final List<Problem> problems = new ArrayList<>();
        private final Checksum checksum = new Checksum();
        private boolean vanished;
        private boolean complete;
        private Map<String, String> facts;

        Loading(SourceFile file, SourceFile configuration) {
            this.file = file;
            this.configuration = configuration;
        }

        LoadedScript load(FileName name) {
            Migration migration = null;
            if (name instanceof FileName.Misnamed misnamed) {
                problem(0, misnamed.message());
            } else if (!(name instanceof FileName.LeftOut)) {
                migration = migration(name, readConfiguration());
            }
            return new LoadedScript(
                    file, configuration == null ? null : configuration.stamp(), begun, migration, problems, facts);
        }

        private ScriptConfig readConfiguration() {
            if (configuration == null) {
                return ScriptConfig.NONE;
            }
            LineReport report = (line, message) -> problems.add(new Problem(configuration.script(), line, message));
            try {
                return ScriptConfig.read(configuration, report);
            } catch (ScriptException e) {
                report.problem(e.line(), e.getMessage());
            } catch (IOException e) {
                report.problem(0, Reason.of(e));
            }
            return ScriptConfig.NONE;
        }

        private Migration migration(FileName name, ScriptConfig config) {
            if (!config.shouldExecute()) {
                return null;
            }
            boolean repeatable = name instanceof FileName.Repeatable;
            ScriptText text = text(config, repeatable);
            ScriptAnalysis analysis = new ScriptAnalysis(config.executeInTransaction(), this::problem);
            read(text, analysis, repeatable);
            return vanished ? null : migration(name, analysis, text);
        }

        private ScriptText text(ScriptConfig config, boolean repeatable) {
            Charset encoding = config.encoding() == null ? settings.encoding() : config.encoding();
            boolean replace = config.placeholderReplacement() == null
                    ? settings.placeholderReplacement()
                    : config.placeholderReplacement();
            return new ScriptText(file, encoding, settings, replace ? placeholders : null, repeatable);
        }

        private void read(ScriptText text, ScriptAnalysis analysis, boolean repeatable) {
            try (Reader raw = text.openRaw()) {
                Reader counted = repeatable ? raw : new ChecksumReader(raw, checksum);
                Reader replaced = text.replaced(counted, new Values(text));
                read(repeatable ? new ChecksumReader(replaced, checksum) : replaced, analysis);
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
        private void read(Reader script, ScriptAnalysis analysis) throws IOException {
            try {
                analysis.read(script);
                complete = true;
            } catch (SqlSyntaxException e) {
                problem(e.line(), e.getMessage());
            }
            script.transferTo(Writer.nullWriter());
        }

        private Migration migration(FileName name, ScriptAnalysis analysis, ScriptText text) {
            FileName.Versioned versioned = name instanceof FileName.Versioned v ? v : null;
            FileName.Repeatable repeatable = name instanceof FileName.Repeatable r ? r : null;
            return new Migration(
                    versioned != null ? versioned.version().toString() : "R__" + repeatable.written(),
                    versioned != null ? MigrationKind.VERSIONED : MigrationKind.REPEATABLE,
                    versioned != null ? versioned.version() : null,
                    versioned != null ? versioned.description() : repeatable.description(),
                    file.script(),
                    checksum.value(),
                    analysis.documentation(),
                    analysis.directives(),
                    analysis.checks(),
                    complete ? analysis.steps() : List.of(new Step(1, null, 1, 0, 1, true, null, null)),
                    analysis.statements(),
                    text);
        }

        private void problem(int line, String message) {
            problems.add(new Problem(file.script(), line, message));
        }

        /** Reports an unknown placeholder once and leaves it in the text, so that everything else is reported too. */
        private final class Values implements PlaceholderReader.Resolver {
            private final ScriptText text;
            private final Set<String> unknown = new HashSet<>();

            Values(ScriptText text) {
                this.text = text;
            }

            @Override
            public String valueOf(String name, int line) {
                if (placeholders.asksDatabase(name)) {
                    facts = placeholders.databaseFacts();
                }
                String value = placeholders.value(name, file.script());
                if (value == null && unknown.add(name)) {
                    problem(line, text.unknown(name));
                }
                return value == null ? name : value;
            }
        }
    }
}
