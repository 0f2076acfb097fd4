package org.slipway.source;

/** What a top-level statement does to the transaction it is in, told from its first words. */
enum TransactionControl {
    NONE,
    BEGIN,
    COMMIT,
    COMMIT_AND_CHAIN,
    ROLLBACK,
    /** Takes the transaction away and leaves it to whoever commits it later. */
    PREPARE;

    /** @param words upper case, one space between them */
    static TransactionControl of(String words) {
        String text = words.replaceFirst("^(COMMIT|END|ROLLBACK|ABORT) (WORK|TRANSACTION)", "$1");
        if (begins(text, "BEGIN") || begins(text, "START TRANSACTION")) {
            return BEGIN;
        }
        if (begins(text, "PREPARE TRANSACTION")) {
            return PREPARE;
        }
        if (begins(text, "ROLLBACK TO") || begins(text, "ROLLBACK PREPARED") || begins(text, "COMMIT PREPARED")) {
            return NONE;
        }
        if (begins(text, "ROLLBACK") || begins(text, "ABORT")) {
            return ROLLBACK;
        }
        if (begins(text, "COMMIT AND CHAIN") || begins(text, "END AND CHAIN")) {
            return COMMIT_AND_CHAIN;
        }
        return begins(text, "COMMIT") || begins(text, "END") ? COMMIT : NONE;
    }

    private static boolean begins(String text, String words) {
        return text.startsWith(words) && (text.length() == words.length() || text.charAt(words.length()) == ' ');
    }
}
