package org.slipway.source;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.Checksum;
import org.slipway.migration.ChecksumReader;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationVersion;
import org.slipway.migration.Origin;

/** Flyway: {@code V1.2__add_invoice.sql}, {@code R__report.sql}, {@code U1.2__add_invoice.sql}, each with an optional {@code .conf} file. */
public final class FlywayLayout implements MigrationLayout {
    private static final String CONFIGURATION_SUFFIX = ".conf";

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public String title() {
        return "Flyway";
    }

    @Override
    public boolean wants(String fileName, MigrationSettings settings) {
        return LayoutFiles.hasSuffix(fileName, settings)
                || fileName.endsWith(CONFIGURATION_SUFFIX)
                        && LayoutFiles.hasSuffix(withoutConfigurationSuffix(fileName), settings);
    }

    private static String withoutConfigurationSuffix(String name) {
        return name.substring(0, name.length() - CONFIGURATION_SUFFIX.length());
    }

    @Override
    public Optional<Evidence> evidence(LayoutFiles files) {
        FileNaming naming = new FileNaming(files.settings());
        return files.scripts()
                .filter(file -> naming.parse(file.name()).isMigration())
                .map(file -> new Evidence(file, "which is named as Flyway names migrations"))
                .findFirst();
    }

    @Override
    public List<ScriptGroup> groups(LayoutFiles files) {
        FileNaming naming = new FileNaming(files.settings());
        Map<MigrationVersion, SourceFile> undo = new HashMap<>();
        files.scripts().forEach(file -> {
            if (naming.parse(file.name()) instanceof FileName.Undo found
                    && undo.putIfAbsent(found.version(), file) != null) {
                files.problem(
                        file,
                        "This file and " + undo.get(found.version()).seenFrom(file) + " both take back version "
                                + found.version() + ". Rename one of them.");
            }
        });
        files.all().forEach(file -> reportLoneConfiguration(files, file));
        return files.scripts()
                .map(file -> group(files, file, naming.parse(file.name()), undo))
                .toList();
    }

    private static void reportLoneConfiguration(LayoutFiles files, SourceFile file) {
        if (file.name().endsWith(CONFIGURATION_SUFFIX)
                && files.at(withoutConfigurationSuffix(file.identity())) == null) {
            files.problem(
                    file,
                    "There is no script of this name without " + CONFIGURATION_SUFFIX
                            + ". Rename the file, or take it away.");
        }
    }

    private static ScriptGroup group(
            LayoutFiles files, SourceFile file, FileName name, Map<MigrationVersion, SourceFile> undos) {
        List<SourceFile> beside = new ArrayList<>();
        SourceFile configuration = files.beside(file, file.name() + CONFIGURATION_SUFFIX);
        SourceFile undo = name instanceof FileName.Versioned versioned ? undos.get(versioned.version()) : null;
        SourceFile undoConfiguration = undo == null ? null : files.beside(undo, undo.name() + CONFIGURATION_SUFFIX);
        for (SourceFile each : new SourceFile[] {configuration, undo, undoConfiguration}) {
            if (each != null) {
                beside.add(each);
            }
        }
        return new ScriptGroup(file, beside, report -> {
            if (name instanceof FileName.Misnamed misnamed) {
                report.problem(file, 0, misnamed.message());
            }
            ScriptConfig config = name.isMigration() ? read(configuration, report) : ScriptConfig.NONE;
            if (!name.isMigration() || !config.shouldExecute()) {
                return List.of();
            }
            Draft.Part down = undo == null ? null : part(files, undo, read(undoConfiguration, report), false);
            return List.of(draft(name, part(files, file, config, name instanceof FileName.Repeatable), down));
        });
    }

    private static ScriptConfig read(SourceFile configuration, ScriptGroup.FileReport report) {
        if (configuration == null) {
            return ScriptConfig.NONE;
        }
        try {
            return ScriptConfig.read(configuration, report.of(configuration));
        } catch (ScriptException e) {
            report.problem(configuration, e.line(), e.getMessage());
        } catch (IOException e) {
            report.problem(configuration, 0, Reason.of(e));
        }
        return ScriptConfig.NONE;
    }

    private static Draft.Part part(LayoutFiles files, SourceFile file, ScriptConfig config, boolean repeatable) {
        MigrationSettings settings = files.settings();
        Charset encoding = config.encoding() == null ? settings.encoding() : config.encoding();
        boolean replace = config.placeholderReplacement() == null
                ? settings.placeholderReplacement()
                : config.placeholderReplacement();
        PlaceholderRule rule = replace ? PlaceholderRule.of(settings, files.placeholders()) : null;
        return new Draft.Part(new ScriptText(file, encoding, null, rule, repeatable), config.executeInTransaction());
    }

    private static Draft draft(FileName name, Draft.Part up, Draft.Part down) {
        Origin.RecordedChecksum checksum = recorded -> isRecorded(up.text(), recorded);
        if (name instanceof FileName.Versioned versioned) {
            Origin origin = new Origin(List.of(versioned.version().toString()), checksum);
            return new Draft(
                    versioned.version().toString(),
                    MigrationKind.VERSIONED,
                    versioned.version(),
                    versioned.description(),
                    up,
                    down,
                    origin);
        }
        FileName.Repeatable repeatable = (FileName.Repeatable) name;
        Origin origin = new Origin(List.of(repeatable.description()), checksum);
        return new Draft(
                "R__" + repeatable.written(),
                MigrationKind.REPEATABLE,
                null,
                repeatable.description(),
                up,
                null,
                origin);
    }

    /** Of a repeatable script Flyway hashes the replaced text, and takes the hash of the raw one as equal. */
    private static boolean isRecorded(ScriptText text, String recorded) throws IOException {
        Checksum raw = new Checksum();
        try (Reader reader = new ChecksumReader(text.openRaw(), raw)) {
            reader.transferTo(java.io.Writer.nullWriter());
        }
        return recorded.equals(String.valueOf(raw.value())) || recorded.equals(String.valueOf(text.checksum()));
    }
}
