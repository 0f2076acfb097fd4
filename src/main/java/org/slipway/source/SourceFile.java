package org.slipway.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/**
 * A file that was found in a location, not read yet.
 *
 * @param location as the settings name it
 * @param script path relative to its location, divided by {@code /}
 * @param identity its whole path, the same for the same file found twice
 * @param found after its stamp was looked at
 */
record SourceFile(String location, String script, String identity, Stamp stamp, Instant found, Opener opener) {
    /** Opens the bytes anew for each reading. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;

        /** As it is now; null where asking would be no cheaper than reading. */
        default Stamp stamp() throws IOException {
            return null;
        }
    }

    /** What tells an edited file from the one that was read, without reading it. */
    record Stamp(long size, Instant modified) {
        private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.size(), attributes.lastModifiedTime().toInstant());
        }

        /**
         * False when the file was edited so shortly before that another edit may carry the same time: file systems count
         * in steps of up to two seconds.
         */
        boolean isTrustedAt(Instant read) {
            return Duration.between(modified, read).abs().compareTo(COARSEST_CLOCK) > 0;
        }
    }

    /** As far as size and time tell, nobody has written to it since it was found. */
    boolean isUntouched() throws IOException {
        return stamp.isTrustedAt(found) && stamp.equals(opener.stamp());
    }

    String name() {
        return script.substring(script.lastIndexOf('/') + 1);
    }

    /** Whole path of the folder it is in. */
    String folder() {
        return identity.substring(0, identity.length() - name().length());
    }

    /** Name of the folder it is in. */
    String folderName() {
        String folder = folder().replaceFirst("/+$", "");
        return folder.substring(Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('!')) + 1);
    }

    /** How a sentence about another file names it: with its location where that is another one. */
    String seenFrom(SourceFile other) {
        return location.equals(other.location) ? script : location + "/" + script;
    }
}
