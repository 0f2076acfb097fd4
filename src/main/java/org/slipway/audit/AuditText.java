package org.slipway.audit;

/** Makes text that a stranger may have typed fit for a record: one line, no invisible characters, not long. */
final class AuditText {
    private AuditText() {}

    /** Null for null. Formatting characters go too: some turn the reading direction of what follows. */
    static String clean(String text, int limit) {
        if (text == null) {
            return null;
        }
        int[] kept = text.codePoints()
                .limit(limit + 1L)
                .map(character -> isVisible(character) ? character : '?')
                .toArray();
        return kept.length > limit ? new String(kept, 0, limit) + '…' : new String(kept, 0, kept.length);
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
