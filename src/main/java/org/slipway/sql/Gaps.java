package org.slipway.sql;

import java.util.Arrays;

/**
 * What a statement's text leaves out of the script; offsets count from the statement's first character in the script.
 *
 * <p>Collected while the lexer runs and applied once, when the statement is complete.
 */
final class Gaps {
    private int[] entries = new int[12];
    private int size;

    /** Leaves out {@code from} to {@code to}, in which {@code lines} lines end; neighbours become one gap. */
    void add(int from, int to, int lines) {
        if (size > 0 && entries[size - 2] == from) {
            entries[size - 2] = to;
            entries[size - 1] += lines;
            return;
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        entries[size++] = from;
        entries[size++] = to;
        entries[size++] = lines;
    }

    void clear() {
        size = 0;
    }

    /** The text of the characters from {@code start} to {@code end} without the gaps. */
    String textWithout(char[] chars, int start, int end) {
        if (size == 0) {
            return new String(chars, start, end - start);
        }
        StringBuilder text = new StringBuilder(end - start);
        int from = start;
        for (int i = 0; i < size; i += 3) {
            text.append(chars, from, start + entries[i] - from);
            from = start + entries[i + 1];
        }
        return text.append(chars, from, end - from).toString();
    }

    /** Pairs of offset in the text and lines left out before it, as {@link LineMap} wants them; null when empty. */
    int[] inText() {
        if (size == 0) {
            return null;
        }
        int[] pairs = new int[size / 3 * 2];
        int removed = 0;
        for (int i = 0, j = 0; i < size; i += 3) {
            pairs[j++] = entries[i] - removed;
            pairs[j++] = entries[i + 2];
            removed += entries[i + 1] - entries[i];
        }
        return pairs;
    }
}
