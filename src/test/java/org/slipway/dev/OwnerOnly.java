package org.slipway.dev;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files for secrets: mode 0600 from the moment they exist, where the file system knows modes. */
final class OwnerOnly {
    private static final FileAttribute<?>[] MODE =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private OwnerOnly() {}

    /** @throws FileAlreadyExistsException rather than trusting the mode of a file that was there */
    static Path createFile(Path file) throws IOException {
        return Files.createFile(file, MODE);
    }
}
