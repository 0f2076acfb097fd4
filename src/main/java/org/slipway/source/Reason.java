package org.slipway.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Why a file or folder can't be read, as a sentence for the admin; messages of the platform are often only its path. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "It vanished after it was listed. Put it back, or look again.";
        }
        if (e instanceof AccessDeniedException) {
            return "The server may not read it. Give the server's user the permission.";
        }
        if (e instanceof FileSystemLoopException) {
            return "Its symbolic links lead round in a circle. Take one out.";
        }
        return "It could not be read: " + e.getMessage();
    }
}
