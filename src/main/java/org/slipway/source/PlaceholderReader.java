package org.slipway.source;

import java.io.IOException;
import java.io.Reader;

/**
 * Replaces {@code ${name}} by its value everywhere in a text, comments and literals included, as Flyway does.
 *
 * <p>A value is not searched for placeholders again. A name ends in the line where it begins. Line numbers stay those of the
 * file as long as no value has a line end of its own; after such a value everything that reads this reader counts more lines
 * than the file has.
 */
final class PlaceholderReader extends Reader {
    /** What a name stands for. */
    @FunctionalInterface
    interface Resolver {
        /**
         * @param line of the file, first line is 1
         * @throws ScriptException when the name is unknown and reading must end
         */
        String valueOf(String name, int line) throws ScriptException;
    }

    private static final int LONGEST_NAME = 255;

    private final Reader in;
    private final String prefix;
    private final String suffix;
    private final boolean lenient;
    private final Resolver resolver;
    private final char[] buffer;
    private int position;
    private int limit;
    private int line = 1;
    private String value = "";
    private int valuePosition;

    PlaceholderReader(Reader in, PlaceholderRule rule, Resolver resolver) {
        this(in, rule.prefix(), rule.suffix(), rule.lenient(), resolver);
    }

    PlaceholderReader(Reader in, String prefix, String suffix, Resolver resolver) {
        this(in, prefix, suffix, false, resolver);
    }

    private PlaceholderReader(Reader in, String prefix, String suffix, boolean lenient, Resolver resolver) {
        if (prefix.isEmpty() || suffix.isEmpty()) {
            throw new IllegalArgumentException("A placeholder's prefix and suffix must not be empty");
        }
        this.in = in;
        this.prefix = prefix;
        this.suffix = suffix;
        this.lenient = lenient;
        this.resolver = resolver;
        this.buffer = new char[8192 + prefix.length() + LONGEST_NAME + suffix.length()];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int copied = 0;
        while (copied < length) {
            int count = copyNext(target, offset + copied, length - copied);
            if (count < 0) {
                break;
            }
            copied += count;
        }
        return copied == 0 && length > 0 ? -1 : copied;
    }

    /** Copies of the value, or of the text up to the next possible placeholder; 0 after an empty value, -1 at the end. */
    private int copyNext(char[] target, int offset, int length) throws IOException {
        if (valuePosition < value.length()) {
            return copyValue(target, offset, length);
        }
        if (!has(1)) {
            return -1;
        }
        if (has(prefix.length()) && startsWith(prefix, position)) {
            takePlaceholder();
            return 0;
        }
        return copyPlain(target, offset, length);
    }

    private int copyValue(char[] target, int offset, int length) {
        int count = Math.min(length, value.length() - valuePosition);
        value.getChars(valuePosition, valuePosition + count, target, offset);
        valuePosition += count;
        return count;
    }

    /** At least the character that is next, which begins no placeholder. */
    private int copyPlain(char[] target, int offset, int length) {
        char first = prefix.charAt(0);
        char[] text = buffer;
        int end = Math.min(limit, position + length);
        int lines = 0;
        int next = position;
        do {
            lines += text[next++] == '\n' ? 1 : 0;
        } while (next < end && text[next] != first);
        int count = next - position;
        System.arraycopy(text, position, target, offset, count);
        position = next;
        line += lines;
        return count;
    }

    private void takePlaceholder() throws IOException {
        has(prefix.length() + LONGEST_NAME + suffix.length());
        int start = position + prefix.length();
        int end = endOfName(start);
        if (end < 0) {
            value = prefix;
            valuePosition = 0;
            position = start;
            return;
        }
        value = resolver.valueOf(new String(buffer, start, end - start), line);
        valuePosition = 0;
        position = end + suffix.length();
    }

    /** Negative when there is none and the text may stay as it is. */
    private int endOfName(int start) throws ScriptException {
        int last = Math.min(limit - suffix.length(), start + LONGEST_NAME);
        for (int i = start; i <= last && buffer[i] != '\n'; i++) {
            if (startsWith(suffix, i)) {
                return i;
            }
        }
        if (lenient) {
            return -1;
        }
        throw new ScriptException(
                line,
                "'%s' begins a placeholder that no '%s' ends in this line. If it is meant as text, set placeholderReplacement=false in the script's .conf file."
                        .formatted(prefix, suffix));
    }

    private boolean startsWith(String text, int from) {
        for (int i = 0; i < text.length(); i++) {
            if (from + i >= limit || buffer[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Fetches until that many characters wait in the buffer; false when the text ends before. */
    private boolean has(int count) throws IOException {
        while (limit - position < count) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
            int fetched = in.read(buffer, limit, buffer.length - limit);
            if (fetched < 0) {
                return false;
            }
            limit += fetched;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
