package org.slipway.sql;

/** What the lexer tells apart: only what matters to the division of a script, or to its display. */
enum TokenKind {
    END,
    LINE_END,
    LINE_COMMENT,
    BLOCK_COMMENT,
    WORD,
    NUMBER,
    STRING,
    DOLLAR_STRING,
    QUOTED_IDENTIFIER,
    OPEN,
    CLOSE,
    SEMICOLON,
    BACKSLASH,
    OTHER
}
