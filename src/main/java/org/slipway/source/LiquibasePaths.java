package org.slipway.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds what a changelog includes.
 *
 * <p>Liquibase looks a path up from its search path, which a location may be in the middle of: with the location
 * {@code db/changelog} the path {@code db/changelog/a.sql} means its file {@code a.sql}.
 */
final class LiquibasePaths {
    private final LayoutFiles files;

    LiquibasePaths(LayoutFiles files) {
        this.files = files;
    }

    /** Where a path leads from a changelog, without {@code .} and {@code ..}; as Liquibase records it. */
    static String path(String including, String written, boolean relative) {
        String path = written.replace('\\', '/').replaceFirst("^(classpath\\*?:|file:)", "");
        if (relative) {
            path = including.substring(0, including.lastIndexOf('/') + 1) + path;
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** All files that it may be: those of this path within a location, else those whose whole path ends with it. */
    List<SourceFile> find(String path) {
        List<SourceFile> exact =
                files.all().stream().filter(file -> file.script().equals(path)).toList();
        return exact.isEmpty()
                ? files.all().stream()
                        .filter(file -> file.identity().replace('!', '/').endsWith("/" + path))
                        .toList()
                : exact;
    }

    /** All changelogs below a folder, by path. */
    List<SourceFile> below(String folder, String suffix) {
        String within = folder.isEmpty() ? "" : folder + "/";
        List<SourceFile> exact = files.all().stream()
                .filter(file -> file.script().startsWith(within))
                .toList();
        List<SourceFile> found = exact.isEmpty()
                ? files.all().stream()
                        .filter(file -> file.identity().replace('!', '/').contains("/" + within))
                        .toList()
                : exact;
        return found.stream()
                .filter(file -> files.isScript(file) || LiquibaseLayout.isChangelog(files, file))
                .filter(file -> suffix == null
                        || file.name().toLowerCase(Locale.ROOT).endsWith(suffix.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(SourceFile::script))
                .toList();
    }
}
