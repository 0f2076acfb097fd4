package org.slipway.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.Problem;

/** The files of all locations as a layout looks at them, and what else it needs to understand them. */
final class LayoutFiles {
    private static final int HEAD = 16 * 1024;

    private final MigrationSettings settings;
    private final Placeholders placeholders;
    private final List<SourceFile> files;
    private final Map<String, SourceFile> byIdentity = new HashMap<>();
    private final Collection<Problem> problems;
    private final Map<String, String> heads = new HashMap<>();

    /** @param problems takes what the layout reports */
    LayoutFiles(
            MigrationSettings settings,
            Placeholders placeholders,
            Collection<SourceFile> files,
            Collection<Problem> problems) {
        this.settings = settings;
        this.placeholders = placeholders;
        this.files = files.stream()
                .sorted(Comparator.comparing(SourceFile::script).thenComparing(SourceFile::identity))
                .toList();
        this.files.forEach(file -> byIdentity.put(file.identity(), file));
        this.problems = problems;
    }

    MigrationSettings settings() {
        return settings;
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** By path. */
    List<SourceFile> all() {
        return files;
    }

    /** Those with a migration's suffix, by path. */
    Stream<SourceFile> scripts() {
        return files.stream().filter(this::isScript);
    }

    boolean isScript(SourceFile file) {
        return hasSuffix(file.name(), settings);
    }

    /** True for a name with a migration's suffix, whatever it begins with. */
    static boolean hasSuffix(String fileName, MigrationSettings settings) {
        for (String suffix : settings.suffixes()) {
            if (hasSuffix(fileName, suffix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSuffix(String fileName, String suffix) {
        return fileName.length() > suffix.length()
                && fileName.regionMatches(true, fileName.length() - suffix.length(), suffix, 0, suffix.length());
    }

    /** Scripts of this name, where each folder has one; a folder with others and without it is reported. */
    List<SourceFile> eachInItsFolder(String name) {
        List<SourceFile> found =
                scripts().filter(file -> isInAFolder(file, name)).toList();
        Set<String> folders = found.stream().map(SourceFile::folder).collect(Collectors.toSet());
        problems(
                file -> file.script().contains("/") && !folders.contains(file.folder()),
                "There is no " + name
                        + " in this folder, so nothing of it runs. Rename the file, or take the folder away.");
        return found;
    }

    static boolean isInAFolder(SourceFile file, String name) {
        return file.name().equals(name) && file.script().contains("/");
    }

    /** A file in the same folder; null when there is none. */
    SourceFile beside(SourceFile file, String name) {
        return at(file.identity()
                        .substring(0, file.identity().length() - file.name().length())
                + name);
    }

    /** Null when there is none. */
    SourceFile at(String identity) {
        return byIdentity.get(identity);
    }

    /** Frees what {@link #head} keeps. */
    void forgetHeads() {
        heads.clear();
    }

    /**
     * The first kilobytes, enough for a tool's mark; empty when they can't be read: that is told when the file is. Kept
     * for the reading, because several layouts ask.
     */
    String head(SourceFile file) {
        return heads.computeIfAbsent(file.identity(), identity -> read(file));
    }

    private static String read(SourceFile file) {
        try (InputStream in = file.opener().open()) {
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** The whole file as its part of a migration. */
    Draft.Part part(SourceFile file, boolean transactional) {
        return new Draft.Part(text(file), transactional);
    }

    ScriptText text(SourceFile file) {
        return ScriptText.of(file, settings.encoding());
    }

    void problem(SourceFile file, String message) {
        problems.add(Problem.of(file.script(), message));
    }

    void problem(SourceFile file, int line, String message) {
        problems.add(new Problem(file.script(), line, message));
    }

    /** For each script for which this is true. */
    void problems(Predicate<SourceFile> wrong, String message) {
        scripts().filter(wrong).forEach(file -> problem(file, message));
    }
}
