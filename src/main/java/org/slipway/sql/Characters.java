package org.slipway.sql;

/** PostgreSQL's character classes (scan.l); every character beyond ASCII may stand in a word. */
final class Characters {
    private static final byte WORD = 1;
    private static final byte DIGIT = 2;
    private static final byte DOLLAR = 4;
    private static final byte IN_WORD = WORD | DIGIT | DOLLAR;
    private static final byte BLANK = 8;
    private static final byte PUNCTUATION = 16;
    private static final byte[] CLASSES = new byte[128];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            CLASSES[c] = WORD;
            CLASSES[c - 32] = WORD;
        }
        for (char c = '0'; c <= '9'; c++) {
            CLASSES[c] = DIGIT;
        }
        CLASSES['_'] = WORD;
        CLASSES['$'] = DOLLAR;
        for (char c : " \t\f".toCharArray()) {
            CLASSES[c] = BLANK;
        }
        for (char c : ",=<>+*%!?@#^&|~`[]{}".toCharArray()) {
            CLASSES[c] = PUNCTUATION;
        }
    }

    private Characters() {}

    static boolean startsWord(char c) {
        return c >= 128 || CLASSES[c] == WORD;
    }

    static boolean continuesWord(char c) {
        return c >= 128 || (CLASSES[c] & IN_WORD) != 0;
    }

    /** May stand in the tag of a dollar quote behind its first character, and in the name of a psql variable. */
    static boolean continuesTag(char c) {
        return c >= 128 || (CLASSES[c] & (WORD | DIGIT)) != 0;
    }

    static boolean isBlank(char c) {
        return c < 128 && CLASSES[c] == BLANK;
    }

    /** Neither begins nor ends anything, alone or with its neighbours; {@code - / : . } are not among them. */
    static boolean isPunctuation(char c) {
        return c < 128 && CLASSES[c] == PUNCTUATION;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
