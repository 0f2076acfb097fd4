package org.slipway.sql;

import java.util.Locale;

/**
 * What a statement's unquoted words tell: how it begins, whether data follows it, whether it is inside a routine's body.
 *
 * <p>{@code BEGIN ATOMIC … END} is counted as psql counts it: only in a statement whose words begin with {@code CREATE
 * [OR REPLACE] FUNCTION} or {@code PROCEDURE}, and there every {@code BEGIN}, {@code CASE} and {@code END} outside
 * parentheses counts, whatever it means.
 */
final class StatementWords {
    private static final int MOST_LEADING = 5;

    private final ScriptBuffer in;
    private final int[] starts = new int[MOST_LEADING];
    private final int[] ends = new int[MOST_LEADING];
    private final char[] header = new char[4];
    private String lastLeading = "";
    private int leading;
    private boolean leadingEnded;
    private int words;
    private boolean routine;
    private int bodies;
    private boolean copy;
    private boolean afterFrom;
    private boolean copyFromStdin;

    StatementWords(ScriptBuffer in) {
        this.in = in;
    }

    void clear() {
        leading = 0;
        leadingEnded = false;
        words = 0;
        routine = false;
        bodies = 0;
        copy = false;
        afterFrom = false;
        copyFromStdin = false;
    }

    boolean insideRoutineBody() {
        return bodies > 0;
    }

    boolean copyFromStdin() {
        return copyFromStdin;
    }

    /** The current token is a word inside so many parentheses. */
    void word(int parentheses) {
        if (!leadingEnded) {
            leadingWord();
        }
        if (words < header.length) {
            headerWord();
        }
        if (parentheses == 0) {
            if (routine) {
                routineWord();
            }
            if (copy) {
                copyWord();
            }
        }
    }

    /** The current token is neither word nor comment. */
    void otherToken() {
        leadingEnded = true;
        afterFrom = false;
    }

    private void leadingWord() {
        starts[leading] = in.token - in.statement;
        ends[leading] = in.position - in.statement;
        copy |= leading == 0 && is("copy");
        leadingEnded = ++leading == MOST_LEADING;
    }

    private void headerWord() {
        int index = words++;
        if (index > 0 && header[0] != 'c') {
            return;
        }
        boolean counts = index == 0 ? is("create") : is("function") || is("procedure") || is("or") || is("replace");
        header[index] = counts ? Character.toLowerCase(in.chars[in.token]) : ' ';
        routine |= index == 1 && isRoutine(1) || index == 3 && header[1] == 'o' && header[2] == 'r' && isRoutine(3);
    }

    private boolean isRoutine(int index) {
        return header[index] == 'f' || header[index] == 'p';
    }

    private void routineWord() {
        if (is("begin") || bodies > 0 && is("case")) {
            bodies++;
        } else if (bodies > 0 && is("end")) {
            bodies--;
        }
    }

    /** The grammar takes STDIN and STDOUT alike after FROM. */
    private void copyWord() {
        copyFromStdin |= afterFrom && (is("stdin") || is("stdout"));
        afterFrom = is("from");
    }

    private boolean is(String lowerCase) {
        if (in.position - in.token != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if ((in.chars[in.token + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Upper case, one space between them; a script repeats itself, so the last answer is tried first. */
    String leading() {
        if (!lastLeading.isEmpty() && startsLikeTheLast()) {
            return lastLeading;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < leading; i++) {
            text.append(i == 0 ? "" : " ").append(in.chars, in.statement + starts[i], ends[i] - starts[i]);
        }
        lastLeading = text.toString().toUpperCase(Locale.ROOT);
        return lastLeading;
    }

    private boolean startsLikeTheLast() {
        int at = 0;
        for (int i = 0; i < leading; i++) {
            if (at + ends[i] - starts[i] > lastLeading.length() || i > 0 && lastLeading.charAt(at - 1) != ' ') {
                return false;
            }
            for (int p = in.statement + starts[i]; p < in.statement + ends[i]; p++) {
                if (in.chars[p] != lastLeading.charAt(at) && in.chars[p] - 32 != lastLeading.charAt(at)) {
                    return false;
                }
                at++;
            }
            at++;
        }
        return at - 1 == lastLeading.length();
    }
}
