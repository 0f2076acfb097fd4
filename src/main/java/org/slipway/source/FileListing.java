package org.slipway.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slipway.migration.Problem;

/**
 * Everything that all locations hold at one moment. A file that two nested locations hold counts once, for the first.
 *
 * <p>Archives stay open until it is closed: opening one anew for each of its entries costs the square of their number.
 */
final class FileListing implements AutoCloseable {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\uFFFD]");

    private final Predicate<String> wanted;
    private final Map<String, SourceFile> files = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Closeable> archives = new ArrayList<>();

    /** @param wanted true for the name of a file that a layout may read */
    FileListing(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    boolean wants(String fileName) {
        return wanted.test(fileName);
    }

    void add(SourceFile file) {
        if (!file.script().chars().allMatch(FileListing::isPlain)
                && UNPRINTABLE.matcher(file.script()).find()) {
            String shown = UNPRINTABLE.matcher(file.script()).replaceAll("\uFFFD");
            problem(shown, "The name has control characters or is not UTF-8 (shown as \uFFFD). Rename the file.");
        } else {
            files.putIfAbsent(file.identity(), file);
        }
    }

    /** Spares nearly every name the pattern. */
    private static boolean isPlain(int character) {
        return character >= ' ' && character < 0x7F;
    }

    void problem(String script, String message) {
        problems.add(Problem.of(script, message));
    }

    void keepOpen(Closeable archive) {
        archives.add(archive);
    }

    /** In no order. */
    Collection<SourceFile> files() {
        return files.values();
    }

    /** What keeps files from being found. */
    List<Problem> problems() {
        return problems;
    }

    @Override
    public void close() {
        for (Closeable archive : archives) {
            try {
                archive.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
