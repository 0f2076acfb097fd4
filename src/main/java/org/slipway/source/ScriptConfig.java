package org.slipway.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What the {@code .conf} file beside a script says, as Flyway has it: lines {@code key=value}, comments begin with {@code #}.
 *
 * @param encoding null for that of the settings
 * @param placeholderReplacement null for that of the settings
 */
record ScriptConfig(
        boolean executeInTransaction, Charset encoding, Boolean placeholderReplacement, boolean shouldExecute) {
    static final ScriptConfig NONE = new ScriptConfig(true, null, null, true);

    /** @throws IOException when the file can't be read; what is wrong in it is reported and passed over */
    static ScriptConfig read(SourceFile file, LineReport report) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new StrictReader(file.opener().open(), StandardCharsets.UTF_8))) {
            Parser parser = new Parser(report);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parser.accept(line.strip());
            }
            return parser.config;
        }
    }

    private static final class Parser {
        private final LineReport report;
        private final Set<String> seen = new HashSet<>();
        private ScriptConfig config = NONE;
        private int number;

        Parser(LineReport report) {
            this.report = report;
        }

        void accept(String line) {
            number++;
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                return;
            }
            int equals = line.indexOf('=');
            String key = (equals < 0 ? line : line.substring(0, equals)).strip();
            String value = equals < 0 ? "" : line.substring(equals + 1).strip();
            if (!seen.add(key)) {
                report.problem(number, "'" + key + "' is set twice. Take one of them out.");
            }
            config = with(key, value);
        }

        private ScriptConfig with(String key, String value) {
            ScriptConfig c = config;
            switch (key) {
                case "executeInTransaction":
                    return new ScriptConfig(
                            bool(key, value, true), c.encoding, c.placeholderReplacement, c.shouldExecute);
                case "encoding":
                    return new ScriptConfig(
                            c.executeInTransaction, charset(value), c.placeholderReplacement, c.shouldExecute);
                case "placeholderReplacement":
                    return new ScriptConfig(
                            c.executeInTransaction, c.encoding, bool(key, value, true), c.shouldExecute);
                case "shouldExecute":
                    return new ScriptConfig(
                            c.executeInTransaction, c.encoding, c.placeholderReplacement, bool(key, value, true));
                default:
                    report.problem(
                            number,
                            "'" + key
                                    + "' is not a key of a script's configuration; executeInTransaction, encoding, placeholderReplacement and shouldExecute are.");
                    return c;
            }
        }

        private boolean bool(String key, String value, boolean otherwise) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> {
                    report.problem(number, key + "=" + value + " is neither true nor false.");
                    yield otherwise;
                }
            };
        }

        private Charset charset(String value) {
            try {
                return Charset.forName(value);
            } catch (IllegalArgumentException unknown) {
                report.problem(
                        number, "'" + value + "' is not an encoding that Java knows, such as UTF-8 or ISO-8859-1.");
                return null;
            }
        }
    }
}
