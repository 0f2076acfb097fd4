package org.slipway.web;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;
import org.slipway.status.ObjectDrift;

/**
 * Two definitions as lines that face each other; empty lines keep their places where one side has more.
 *
 * @param expected empty when nothing is expected
 * @param actual empty when nothing is there
 * @param shortened true when there are more lines than a page should show
 */
public record SideBySide(List<Line> expected, List<Line> actual, boolean shortened) {
    private static final int MOST_LINES = 200;
    private static final int MOST_CHARACTERS = 20_000;

    /**
     * @param mark {@code -} for what is expected and not there, {@code +} for what is there instead, else a space
     * @param style the same as a class
     */
    public record Line(String mark, String style, String text) {}

    static SideBySide of(ObjectDrift drift) {
        List<String> before = lines(drift.expected());
        List<String> now = lines(drift.actual());
        boolean shortened = isLong(drift.expected()) || isLong(drift.actual());
        if (drift.expected() == null || drift.actual() == null) {
            return new SideBySide(
                    before.stream().map(line -> line("-", line)).toList(),
                    now.stream().map(line -> line("+", line)).toList(),
                    shortened);
        }
        List<Line> expected = new ArrayList<>();
        List<Line> actual = new ArrayList<>();
        for (DiffRow row :
                DiffRowGenerator.create().lineNormalizer(line -> line).build().generateDiffRows(before, now)) {
            boolean same = row.getTag() == DiffRow.Tag.EQUAL;
            expected.add(row.getTag() == DiffRow.Tag.INSERT ? line(" ", "") : line(same ? " " : "-", row.getOldLine()));
            actual.add(row.getTag() == DiffRow.Tag.DELETE ? line(" ", "") : line(same ? " " : "+", row.getNewLine()));
        }
        return new SideBySide(expected, actual, shortened);
    }

    private static Line line(String mark, String text) {
        return new Line(mark, mark.equals("-") ? "removed" : mark.equals("+") ? "added" : "", text);
    }

    private static boolean isLong(String definition) {
        return definition != null
                && (definition.length() > MOST_CHARACTERS || definition.lines().count() > MOST_LINES);
    }

    private static List<String> lines(String definition) {
        return definition == null
                ? List.of()
                : definition
                        .substring(0, Math.min(definition.length(), MOST_CHARACTERS))
                        .lines()
                        .limit(MOST_LINES)
                        .toList();
    }
}
