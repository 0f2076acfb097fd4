package org.slipway.sql;

/**
 * A part of a SQL text that a highlighted view shows in one way.
 *
 * @param start index of its first UTF-16 unit in the text
 * @param end index behind its last one
 */
public record SqlToken(Kind kind, int start, int end) {

    /** The body of a dollar-quoted string is a string, whatever language it is written in. */
    public enum Kind {
        COMMENT,
        STRING,
        DOLLAR_STRING,
        QUOTED_IDENTIFIER,
        KEYWORD,
        NUMBER,
        OTHER
    }

    public String of(String text) {
        return text.substring(start, end);
    }
}
