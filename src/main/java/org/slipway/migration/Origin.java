package org.slipway.migration;

import java.io.IOException;
import java.util.List;

/**
 * How the tool whose layout a migration has names it in its own history, so that this history can be taken over.
 *
 * @param identity as the tool writes it: the version, or the folder's name, or the description of a repeatable migration; of
 *     Liquibase the changeset's id, its author and its file
 * @param checksum null for a tool that keeps none, or whose checksums are taken over as they are
 */
public record Origin(List<String> identity, RecordedChecksum checksum) {
    public Origin {
        identity = List.copyOf(identity);
    }

    /** The tool's own algorithm, computed when it is asked. */
    @FunctionalInterface
    public interface RecordedChecksum {
        /** True when the tool could have recorded this for the file as it is now. */
        boolean matches(String recorded) throws IOException;
    }
}
