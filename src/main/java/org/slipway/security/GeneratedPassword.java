package org.slipway.security;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Consumer;

/** The administrator's password when nobody set one: made at the first start, told once, kept only as a hash. */
final class GeneratedPassword {
    private static final int RANDOM_BYTES = 18;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final Path file;

    GeneratedPassword(Path dataDirectory) {
        folder = dataDirectory.toAbsolutePath();
        file = folder.resolve("admin-password.hash");
    }

    Path file() {
        return file;
    }

    /**
     * @param tell gets the password the one time that it is known
     * @throws IllegalStateException when the file can be neither read nor made
     */
    PasswordHash readOrGenerate(Consumer<String> tell) {
        try {
            if (!Files.exists(file)) {
                tell.accept(generate());
            }
            return new PasswordHash(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Slipway does not start: the administrator's password can't be kept in " + file + " ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Make the folder of slipway.data-directory writable, delete the file if it is damaged,"
                            + " or set slipway.auth.local.admin-password or its -file.",
                    e);
        }
    }

    private String generate() throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createDirectories(folder);
        write(PasswordHash.of(password).text());
        return password;
    }

    /** Whole or not at all: a server killed here must not leave an empty file that no password ever matches. */
    private void write(String text) throws IOException {
        Path part = Files.createTempFile(folder, "admin-password", ".part", ownerOnly());
        try {
            Files.writeString(part, text + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(part, file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("another server made it at the same time; start again", e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
