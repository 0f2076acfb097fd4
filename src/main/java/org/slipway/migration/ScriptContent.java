package org.slipway.migration;

import java.io.IOException;
import java.io.Reader;

/** The text of a script, opened anew for each reading: decoded, without its byte order mark, placeholders replaced. */
@FunctionalInterface
public interface ScriptContent {
    /** @throws IOException with a message for the admin, also when the bytes are not text of the declared encoding */
    Reader open() throws IOException;

    /** The same text; what counts for its checksum is counted as it is read. */
    default Reader open(Checksum counting) throws IOException {
        return new ChecksumReader(open(), counting);
    }

    /** Whether it still is the text that had this checksum; where the file itself tells, it is not read for that. */
    default boolean isUnchanged(int checksum) throws IOException {
        return checksum() == checksum;
    }

    /** The checksum as it is now, read anew; differs from the migration's when the file was edited since. */
    default int checksum() throws IOException {
        Checksum checksum = new Checksum();
        try (Reader text = open()) {
            char[] piece = new char[8192];
            for (int read = text.read(piece); read >= 0; read = text.read(piece)) {
                checksum.update(piece, 0, read);
            }
        }
        return checksum.value();
    }
}
