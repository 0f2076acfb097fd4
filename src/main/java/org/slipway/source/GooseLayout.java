package org.slipway.source;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.configuration.MigrationSettings;

/** goose: {@code 00001_add_invoice.sql} with {@code -- +goose Up}, {@code -- +goose Down} and other annotations. */
public final class GooseLayout implements MigrationLayout {
    private static final Pattern NAME =
            Pattern.compile("([0-9]+)_(.*)\\.sql", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern GO = Pattern.compile("[0-9]+_.*(?<!_test)\\.go");
    private static final Pattern EVIDENCE = Pattern.compile("(?mi)^--\\s*\\+goose\\s+Up\\b");
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    @Override
    public String name() {
        return "goose";
    }

    @Override
    public String title() {
        return "goose";
    }

    @Override
    public boolean wants(String fileName, MigrationSettings settings) {
        return LayoutFiles.hasSuffix(fileName, settings) || GO.matcher(fileName).matches();
    }

    @Override
    public Optional<Evidence> evidence(LayoutFiles files) {
        return files.scripts()
                .filter(file -> NAME.matcher(file.name()).matches() && isMarked(files, file))
                .map(file -> new Evidence(file, "which has -- +goose Up"))
                .findFirst();
    }

    private static boolean isMarked(LayoutFiles files, SourceFile file) {
        return EVIDENCE.matcher(files.head(file)).find();
    }

    @Override
    public List<ScriptGroup> groups(LayoutFiles files) {
        files.problems(
                file -> !NAME.matcher(file.name()).matches()
                        && (NumberedNames.beginsWithNumber(file) || isMarked(files, file)),
                "goose passes over a file of this name. A name such as '00001_description.sql' would be right.");
        files.all().stream()
                .filter(file -> GO.matcher(file.name()).matches())
                .forEach(
                        file -> files.problem(
                                file,
                                "This migration is written in Go, which Slipway can't run. Write it in SQL, or run it with goose."));
        return files.scripts()
                .filter(file -> NAME.matcher(file.name()).matches())
                .map(file -> group(files, file))
                .toList();
    }

    private static ScriptGroup group(LayoutFiles files, SourceFile file) {
        Matcher name = NAME.matcher(file.name());
        String digits = name.matches() ? name.group(1) : "0";
        return new ScriptGroup(file, List.of(), report -> {
            GooseAnnotations annotations = new GooseAnnotations(report.of(file));
            ScriptText text = files.text(file);
            text.lines(annotations::line);
            annotations.finish();
            if (NumberedNames.exceeds(digits, LARGEST) || new BigInteger(digits).signum() == 0) {
                report.problem(
                        file, 0, "The version " + digits + " is not from 1 to " + LARGEST + ", as goose wants it.");
            }
            return List.of(Draft.of(
                    NumberedNames.number(digits),
                    name.group(2),
                    annotations.up(text, files.placeholders()),
                    annotations.down(text, files.placeholders())));
        });
    }
}
