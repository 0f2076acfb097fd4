package org.slipway.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.MigrationVersion;

/**
 * dbmate: {@code 20260302120000_add_invoice.sql} with {@code -- migrate:up} and {@code -- migrate:down}.
 *
 * <p>A file may have several pairs of them; each {@code up} commits before the next, so it is a step of its own.
 */
public final class DbmateLayout implements MigrationLayout {
    private static final Pattern NAME = Pattern.compile("([0-9]+).*\\.sql", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("--\\s*migrate:(up|down)(?:\\s+(.*?))?\\s*");
    private static final Pattern LOOKS_LIKE_MARK =
            Pattern.compile("\\s*--\\s*migrate\\s*:?\\s*(up|down).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern EVIDENCE = Pattern.compile("(?m)^--\\s*migrate:up\\b");
    private static final String BEFORE = "";
    private static final String RIGHT =
            "'-- migrate:up' or '-- migrate:down', with 'transaction:false' behind it if need be";

    @Override
    public String name() {
        return "dbmate";
    }

    @Override
    public String title() {
        return "dbmate";
    }

    @Override
    public boolean wants(String fileName, MigrationSettings settings) {
        return LayoutFiles.hasSuffix(fileName, settings);
    }

    @Override
    public Optional<Evidence> evidence(LayoutFiles files) {
        return files.scripts()
                .filter(file -> isMigration(file) && isMarked(files, file))
                .map(file -> new Evidence(file, "which has -- migrate:up"))
                .findFirst();
    }

    private static boolean isMigration(SourceFile file) {
        return NAME.matcher(file.name()).matches();
    }

    private static boolean isMarked(LayoutFiles files, SourceFile file) {
        return EVIDENCE.matcher(files.head(file)).find();
    }

    @Override
    public List<ScriptGroup> groups(LayoutFiles files) {
        files.problems(
                file -> !isMigration(file) && isMarked(files, file),
                "The file has -- migrate:up, but its name does not begin with a version, so dbmate passes over it. A name such as '20260302120000_description.sql' would be right.");
        List<SourceFile> migrations =
                files.scripts().filter(DbmateLayout::isMigration).toList();
        refuseOtherOrder(files, migrations);
        return migrations.stream().map(file -> group(files, file)).toList();
    }

    /** dbmate runs by file name and records by version; where the two orders differ, nobody knows which one is meant. */
    private static void refuseOtherOrder(LayoutFiles files, List<SourceFile> migrations) {
        List<SourceFile> byName = migrations.stream()
                .sorted(Comparator.comparing(SourceFile::name))
                .toList();
        for (int i = 1; i < byName.size(); i++) {
            SourceFile before = byName.get(i - 1);
            if (version(before).compareTo(version(byName.get(i))) > 0) {
                files.problem(
                        byName.get(i),
                        "By its name this file comes after " + before.seenFrom(byName.get(i))
                                + ", by its version before it. Give all versions the same number of digits.");
            }
        }
    }

    private static MigrationVersion version(SourceFile file) {
        Matcher name = NAME.matcher(file.name());
        return MigrationVersion.text(name.matches() ? name.group(1) : "");
    }

    private static ScriptGroup group(LayoutFiles files, SourceFile file) {
        return new ScriptGroup(file, List.of(), report -> {
            Sections sections = new Sections(report.of(file));
            ScriptText text = files.text(file);
            text.lines(sections::line);
            sections.finish();
            return List.of(Draft.of(
                    version(file),
                    NumberedNames.description(file.name()),
                    sections.part(text, "up"),
                    sections.has("down") ? sections.part(text, "down") : null));
        });
    }

    /** Reads the marks of one file. */
    private static final class Sections {
        private final LineReport report;
        /** Which part a line is of, from this line on. */
        private final TreeMap<Integer, String> parts = new TreeMap<>(Map.of(0, BEFORE));

        private final List<Integer> markLines = new ArrayList<>();
        /** Lines where a second or later part begins, which is a step of its own. */
        private final List<Integer> stepLines = new ArrayList<>();

        private final List<String> seen = new ArrayList<>();
        /** First line before any mark that is no comment. */
        private int lineBefore;

        private final boolean[] transactional = {true, true};

        Sections(LineReport report) {
            this.report = report;
        }

        void line(int number, String line) {
            Matcher mark = MARK.matcher(line);
            if (mark.matches()) {
                mark(number, mark.group(1), mark.group(2));
            } else if (LOOKS_LIKE_MARK.matcher(line).matches()) {
                report.problem(
                        number,
                        "'" + line.strip() + "' is no mark of dbmate. Write " + RIGHT + ", at the start of the line.");
            } else if (seen.isEmpty()
                    && lineBefore == 0
                    && !line.isBlank()
                    && !line.strip().startsWith("--")) {
                lineBefore = number;
            }
        }

        private void mark(int number, String part, String options) {
            boolean first = !seen.contains(part);
            boolean inTransaction = inTransaction(number, options == null ? "" : options);
            int index = part.equals("up") ? 0 : 1;
            if (!first && transactional[index] != inTransaction) {
                report.problem(
                        number,
                        "All parts of one file must run in a transaction, or none. Give this part a file of its own.");
            }
            if (part.equals("down") && seen.isEmpty()) {
                report.problem(number, "'-- migrate:down' stands before '-- migrate:up'; dbmate refuses it too.");
            }
            if (seen.isEmpty() && lineBefore > 0) {
                report.problem(
                        lineBefore, "Nothing may stand before '-- migrate:up' but comments; dbmate refuses it too.");
            }
            transactional[index] = inTransaction;
            parts.put(number, part);
            (first ? markLines : stepLines).add(number);
            seen.add(part);
        }

        private boolean inTransaction(int number, String options) {
            boolean result = true;
            for (String option :
                    options.isBlank() ? new String[0] : options.strip().split("\\s+")) {
                if (!option.equals("transaction:false") && !option.equals("transaction:true")) {
                    report.problem(number, "'" + option + "' is no option of dbmate. Write " + RIGHT + ".");
                }
                result &= !option.equals("transaction:false");
            }
            return result;
        }

        void finish() {
            if (!seen.contains("up")) {
                report.problem(
                        0,
                        "There is no '-- migrate:up' in this file, so nothing of it would run. Add it before the first statement.");
            }
        }

        boolean has(String part) {
            return seen.contains(part);
        }

        /** What stands before the first mark is documentation. */
        Draft.Part part(ScriptText text, String part) {
            LineRule rule = (number, line) -> {
                String of = parts.floorEntry(number).getValue();
                if (markLines.contains(number) || !of.equals(part) && !of.equals(BEFORE)) {
                    return "";
                }
                return stepLines.contains(number) ? "-- slipway:step" : line;
            };
            return new Draft.Part(text.only(rule), transactional[part.equals("up") ? 0 : 1]);
        }
    }
}
