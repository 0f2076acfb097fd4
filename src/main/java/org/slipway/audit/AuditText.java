package org.slipway.audit;

/** Makes text that a stranger may have typed fit for a record: one line, no invisible characters, not long. */
final class AuditText {
    private AuditText() {}

    /** Null for null. Formatting characters go too: some turn the reading direction of what follows. */
    static String clean(String text, int limit) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), limit));
        int count = 0;
        for (int i = 0; i < text.length(); count++) {
            if (count == limit) {
                return clean.append('…').toString();
            }
            int character = text.codePointAt(i);
            clean.appendCodePoint(isVisible(character) ? character : '?');
            i += Character.charCount(character);
        }
        return clean.toString();
    }

    /** For a database whose encoding has no other characters. */
    static String ascii(String text) {
        return text == null ? null : text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
