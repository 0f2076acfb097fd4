package org.slipway.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slipway.migration.Problem;

/**
 * Everything that all locations hold at one moment. A file that two nested locations hold counts once, for the first.
 *
 * <p>Archives stay open until it is closed: opening one anew for each of its entries costs the square of their number.
 */
final class FileListing implements AutoCloseable {
    private static final String CONFIGURATION_SUFFIX = ".conf";
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\uFFFD]");

    private final FileNaming naming;
    private final Map<String, SourceFile> scripts = new LinkedHashMap<>();
    /** By the identity of the script they belong to. */
    private final Map<String, SourceFile> configurations = new LinkedHashMap<>();

    private final List<Problem> problems = new ArrayList<>();
    private final List<Closeable> archives = new ArrayList<>();

    FileListing(FileNaming naming) {
        this.naming = naming;
    }

    /** True for a script and for the configuration of one. */
    boolean wants(String fileName) {
        return naming.hasSuffix(fileName)
                || fileName.endsWith(CONFIGURATION_SUFFIX) && naming.hasSuffix(withoutConfigurationSuffix(fileName));
    }

    private static String withoutConfigurationSuffix(String fileName) {
        return fileName.substring(0, fileName.length() - CONFIGURATION_SUFFIX.length());
    }

    void add(SourceFile file) {
        if (!file.script().chars().allMatch(FileListing::isPlain)
                && UNPRINTABLE.matcher(file.script()).find()) {
            String shown = UNPRINTABLE.matcher(file.script()).replaceAll("\uFFFD");
            problem(shown, "The name has control characters or is not UTF-8 (shown as \uFFFD). Rename the file.");
        } else {
            addNamed(file);
        }
    }

    /** Spares nearly every name the pattern. */
    private static boolean isPlain(int character) {
        return character >= ' ' && character < 0x7F;
    }

    private void addNamed(SourceFile file) {
        if (naming.hasSuffix(file.name())) {
            scripts.putIfAbsent(file.identity(), file);
        } else {
            configurations.putIfAbsent(withoutConfigurationSuffix(file.identity()), file);
        }
    }

    void problem(String script, String message) {
        problems.add(Problem.of(script, message));
    }

    void keepOpen(Closeable archive) {
        archives.add(archive);
    }

    /** Files with a migration's suffix, in no order. */
    Collection<SourceFile> scripts() {
        return scripts.values();
    }

    /** Null when there is none. */
    SourceFile configurationOf(SourceFile script) {
        return configurations.get(script.identity());
    }

    /** What keeps files from being found; a configuration without its script is among it, because its name may be mistyped. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        configurations.forEach((script, configuration) -> {
            if (!scripts.containsKey(script)) {
                all.add(Problem.of(
                        configuration.script(),
                        "There is no script of this name without " + CONFIGURATION_SUFFIX
                                + ". Rename the file, or take it away."));
            }
        });
        return all;
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
