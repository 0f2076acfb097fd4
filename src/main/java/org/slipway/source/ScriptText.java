package org.slipway.source;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import org.slipway.migration.Checksum;
import org.slipway.migration.ChecksumReader;
import org.slipway.migration.ScriptContent;

/**
 * A script's text as it will run, read from its file each time that it is opened.
 *
 * @param lines null when all of them belong to it
 * @param placeholders null when they are left as they stand
 * @param countReplaced true when the checksum is that of the text after replacement
 */
record ScriptText(
        SourceFile file, Charset encoding, LineRule lines, PlaceholderRule placeholders, boolean countReplaced)
        implements ScriptContent {

    /** A whole file without placeholders. */
    static ScriptText of(SourceFile file, Charset encoding) {
        return new ScriptText(file, encoding, null, null, false);
    }

    ScriptText only(LineRule rule) {
        return new ScriptText(file, encoding, rule, placeholders, countReplaced);
    }

    /** Shows each line, without its end and before any replacement. */
    void lines(LineVisitor visitor) throws IOException {
        LineRule rule = (number, line) -> {
            visitor.line(number, line);
            return "";
        };
        try (Reader reader = new LineRuleReader(openRaw(), rule)) {
            reader.transferTo(Writer.nullWriter());
        }
    }

    /** Looks at lines in their order. */
    @FunctionalInterface
    interface LineVisitor {
        /**
         * @param number first line is 1
         * @throws ScriptException when the file can't be used
         */
        void line(int number, String line) throws ScriptException;
    }

    @Override
    public Reader open() throws IOException {
        return open(new Checksum());
    }

    @Override
    public Reader open(Checksum counting) throws IOException {
        try {
            Reader raw = openRaw();
            return countReplaced
                    ? new ChecksumReader(replaced(raw, this::valueOf), counting)
                    : replaced(new ChecksumReader(raw, counting), this::valueOf);
        } catch (ScriptException e) {
            throw e;
        } catch (IOException e) {
            throw (IOException) new ScriptException(0, Reason.of(e)).initCause(e);
        }
    }

    @Override
    public int checksum() throws IOException {
        return countReplaced ? ScriptContent.super.checksum() : ((ScriptContent) this::openRaw).checksum();
    }

    @Override
    public boolean isUnchanged(int checksum) throws IOException {
        try {
            return !countReplaced && file.isUntouched() || checksum() == checksum;
        } catch (NoSuchFileException e) {
            throw (IOException) new ScriptException(0, Reason.of(e)).initCause(e);
        }
    }

    /** Decoded, placeholders still in it. */
    Reader openRaw() throws IOException {
        Reader decoded = new StrictReader(file.opener().open(), encoding);
        return lines == null ? decoded : new LineRuleReader(decoded, lines);
    }

    Reader replaced(Reader raw, PlaceholderReader.Resolver resolver) {
        return placeholders == null ? raw : new PlaceholderReader(raw, placeholders, resolver);
    }

    private String valueOf(String name, int line) throws ScriptException {
        String value = placeholders.values().value(name, file.script());
        if (value == null && !placeholders.lenient()) {
            throw new ScriptException(line, placeholders.unknown(name));
        }
        return value == null ? placeholders.written(name) : value;
    }
}
