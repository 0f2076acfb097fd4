package org.slipway.configuration;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Where a setting comes from, in the words of who set it. Servers call their sources by names of their own. */
final class Origin {
    private static final String FILE_OPTION = "--systemproperties";

    private Origin() {}

    static String of(ConfigSource source, String key) {
        String name = source.getName().toLowerCase(Locale.ROOT);
        if (name.contains("env")) {
            return environmentVariable(key)
                    .map(variable -> "environment variable " + variable)
                    .orElse(source.getName());
        }
        if (name.contains("sys") && System.getProperty(key) != null) {
            return systemProperty(key, arguments());
        }
        return source.getName();
    }

    /** The three spellings of MicroProfile Config 3.0, chapter "Default ConfigSources", in their order. */
    private static Optional<String> environmentVariable(String key) {
        String underscores = key.replaceAll("[^A-Za-z0-9]", "_");
        return Stream.of(key, underscores, underscores.toUpperCase(Locale.ROOT))
                .filter(name -> System.getenv(name) != null)
                .findFirst();
    }

    /** Payara Micro turns the lines of the file that it is given into system properties. */
    static String systemProperty(String key, List<String> arguments) {
        return arguments.stream()
                .filter(FILE_OPTION::equalsIgnoreCase)
                .map(arguments::indexOf)
                .filter(option -> option + 1 < arguments.size())
                .map(option -> arguments.get(option + 1))
                .filter(file -> has(file, key))
                .findFirst()
                .map(file -> "file " + file + " (" + FILE_OPTION + ")")
                .orElse("system property " + key);
    }

    private static boolean has(String file, String key) {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of(file))) {
            properties.load(text);
            return properties.containsKey(key);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> arguments() {
        return List.of(ProcessHandle.current().info().arguments().orElse(new String[0]));
    }
}
