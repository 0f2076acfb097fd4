package org.slipway.security;

/** Text from elsewhere (what somebody typed, a claim, an error) made fit for a log, a record and a page. */
final class PrintableText {
    private static final int LONGEST = 200;

    private PrintableText() {}

    /**
     * Shortened, and without what breaks lines or turns the direction of writing: it must be able neither to forge a line of
     * the log nor to look like something else.
     */
    static String of(String text) {
        String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}]", "?")
                .strip();
        return printable.codePointCount(0, printable.length()) <= LONGEST
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
