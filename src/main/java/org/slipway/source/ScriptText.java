package org.slipway.source;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.ScriptContent;

/** A script's text as it will run, read from its file each time that it is opened. */
final class ScriptText implements ScriptContent {
    private final SourceFile file;
    private final Charset encoding;
    private final MigrationSettings settings;
    private final Placeholders placeholders;
    private final boolean repeatable;

    /**
     * @param placeholders null when they are left as they stand
     * @param repeatable true when the checksum is that of the text after replacement
     */
    ScriptText(
            SourceFile file,
            Charset encoding,
            MigrationSettings settings,
            Placeholders placeholders,
            boolean repeatable) {
        this.file = file;
        this.encoding = encoding == null ? StandardCharsets.UTF_8 : encoding;
        this.settings = settings;
        this.placeholders = placeholders;
        this.repeatable = repeatable;
    }

    @Override
    public Reader open() throws IOException {
        try {
            return replaced(openRaw(), this::valueOf);
        } catch (ScriptException e) {
            throw e;
        } catch (IOException e) {
            throw (IOException) new ScriptException(0, Reason.of(e)).initCause(e);
        }
    }

    @Override
    public int checksum() throws IOException {
        return repeatable ? ScriptContent.super.checksum() : ((ScriptContent) this::openRaw).checksum();
    }

    /** Decoded, placeholders still in it. */
    Reader openRaw() throws IOException {
        return new StrictReader(file.opener().open(), encoding);
    }

    Reader replaced(Reader raw, PlaceholderReader.Resolver resolver) {
        return placeholders == null
                ? raw
                : new PlaceholderReader(raw, settings.placeholderPrefix(), settings.placeholderSuffix(), resolver);
    }

    private String valueOf(String name, int line) throws ScriptException {
        String value = placeholders.value(name, file.script());
        if (value == null) {
            throw new ScriptException(line, unknown(name));
        }
        return value;
    }

    String unknown(String name) {
        String written = settings.placeholderPrefix() + name + settings.placeholderSuffix();
        return placeholders.asksDatabase(name)
                ? "The value of " + written
                        + " comes from the database, which did not answer. Look again when it is up."
                : "The placeholder " + written + " has no value. Set slipway.migrations.placeholders." + name
                        + ", or placeholderReplacement=false in the script's .conf file.";
    }
}
