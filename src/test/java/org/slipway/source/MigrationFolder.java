package org.slipway.source;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slipway.configuration.MigrationSettings;
import org.slipway.configuration.SettingValues;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;

/** A folder of migrations for a test, and what the source says about it. */
final class MigrationFolder {
    private final Path folder;

    MigrationFolder(Path folder) {
        this.folder = folder;
    }

    MigrationFolder write(String name, String... lines) {
        return write(name, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    MigrationFolder write(String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    String location() {
        return "filesystem:" + folder;
    }

    /** @param keysAndValues of settings below {@code slipway.migrations.} */
    MigrationSettings settings(String... keysAndValues) {
        Map<String, String> texts = new HashMap<>(Map.of("slipway.migrations.location", location()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            texts.put("slipway.migrations." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingValues.of(texts).migrations();
    }

    MigrationSource source(String... keysAndValues) {
        return new MigrationSource(settings(keysAndValues));
    }

    MigrationSet read(String... keysAndValues) {
        return source(keysAndValues).read();
    }

    /** The only migration, which must be free of problems. */
    Migration only(String... keysAndValues) {
        MigrationSet set = read(keysAndValues);
        if (set.migrations().size() != 1 || !set.problems().isEmpty()) {
            throw new AssertionError("One migration was expected: " + scripts(set) + set.problems());
        }
        return set.migrations().get(0);
    }

    static List<String> scripts(MigrationSet set) {
        return set.migrations().stream().map(Migration::script).toList();
    }

    /** As {@code script:line}. */
    static List<String> places(MigrationSet set) {
        return set.problems().stream().map(MigrationFolder::place).toList();
    }

    static String place(Problem problem) {
        return problem.script() + ":" + problem.line();
    }

    static String text(Migration migration) throws IOException {
        try (Reader reader = migration.content().open()) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(folder.toFile().list());
    }
}
