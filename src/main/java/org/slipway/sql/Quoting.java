package org.slipway.sql;

/** Whether a backslash in a string constant takes the next character with it. */
enum Quoting {
    PLAIN,
    ESCAPED
}
