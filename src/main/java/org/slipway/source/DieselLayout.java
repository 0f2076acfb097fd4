package org.slipway.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.MigrationVersion;

/** diesel: {@code 2026-03-02-120000_add_invoice/up.sql} and {@code down.sql}, with an optional {@code metadata.toml}. */
public final class DieselLayout implements MigrationLayout {
    private static final String UP = "up.sql";
    private static final String DOWN = "down.sql";
    private static final String METADATA = "metadata.toml";
    private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*=\\s*([^#]*?)\\s*(#.*)?");

    @Override
    public String name() {
        return "diesel";
    }

    @Override
    public String title() {
        return "Diesel";
    }

    @Override
    public boolean wants(String fileName, MigrationSettings settings) {
        return LayoutFiles.hasSuffix(fileName, settings) || fileName.equals(METADATA);
    }

    @Override
    public Optional<Evidence> evidence(LayoutFiles files) {
        return files.scripts()
                .filter(file -> LayoutFiles.isInAFolder(file, UP))
                .map(file -> new Evidence(file, "which is the file of a Diesel migration"))
                .findFirst();
    }

    @Override
    public List<ScriptGroup> groups(LayoutFiles files) {
        return files.eachInItsFolder(UP).stream()
                .map(file -> group(files, file))
                .toList();
    }

    private static ScriptGroup group(LayoutFiles files, SourceFile up) {
        SourceFile down = files.beside(up, DOWN);
        SourceFile metadata = files.beside(up, METADATA);
        return new ScriptGroup(up, NumberedNames.besides(down, metadata), report -> {
            boolean transactional = metadata == null || runsInTransaction(files, metadata, report);
            String folder = up.folderName();
            int underscore = folder.indexOf('_');
            String version = (underscore < 0 ? folder : folder.substring(0, underscore)).replace("-", "");
            return List.of(Draft.of(
                    MigrationVersion.text(version),
                    underscore < 0 ? "" : folder.substring(underscore + 1),
                    files.part(up, transactional),
                    down == null ? null : files.part(down, transactional)));
        });
    }

    private static boolean runsInTransaction(LayoutFiles files, SourceFile metadata, ScriptGroup.FileReport report)
            throws java.io.IOException {
        boolean[] transactional = {true};
        files.text(metadata).lines((number, line) -> {
            Matcher key = KEY.matcher(line);
            if (line.isBlank() || line.strip().startsWith("#")) {
                return;
            }
            if (!key.matches() || !key.group(1).equals("run_in_transaction")) {
                report.problem(
                        metadata,
                        number,
                        "Only run_in_transaction = true or false is understood here, not '" + line.strip() + "'.");
            } else if (!Set.of("true", "false").contains(key.group(2))) {
                report.problem(
                        metadata, number, "run_in_transaction = " + key.group(2) + " is neither true nor false.");
            } else {
                transactional[0] = key.group(2).equals("true");
            }
        });
        return transactional[0];
    }
}
