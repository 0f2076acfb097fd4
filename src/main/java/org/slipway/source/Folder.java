package org.slipway.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lists a folder and its subfolders.
 *
 * <p>Symbolic links are followed while they stay inside the folder, as a mounted Kubernetes volume has them; one that leaves it
 * is reported and never read, nor is anything but a regular file. Names that begin with a dot are passed over, as Flyway does
 * with folders.
 */
final class Folder {
    private final String location;
    private final Path root;
    private final FileListing listing;
    private final Deque<Path> entered = new ArrayDeque<>();

    /** @param root an existing folder, resolved by {@link Path#toRealPath} */
    Folder(String location, Path root, FileListing listing) {
        this.location = location;
        this.root = root;
        this.listing = listing;
    }

    void list() {
        listFolder(root, root);
    }

    private void listFolder(Path folder, Path real) {
        entered.push(real);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                listEntry(entry);
            }
        } catch (IOException e) {
            unreadable(folder, e);
        } catch (DirectoryIteratorException e) {
            unreadable(folder, e.getCause());
        } finally {
            entered.pop();
        }
    }

    private void listEntry(Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(".")) {
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                listLink(entry, name);
            } else {
                list(entry, name, attributes, null);
            }
        } catch (IOException e) {
            unreadable(entry, e);
        }
    }

    private void listLink(Path link, String name) throws IOException {
        if (!listing.wants(name) && !Files.isDirectory(link)) {
            return;
        }
        Path target = link.toRealPath();
        if (!target.startsWith(root)) {
            listing.problem(
                    scriptOf(link),
                    "This symbolic link leaves the folder " + location
                            + " and is not followed. Put the file itself there, or name its folder as a location.");
        } else if (entered.contains(target)) {
            listing.problem(scriptOf(link), "This symbolic link leads back to a folder that it is in. Take it out.");
        } else {
            list(link, name, Files.readAttributes(target, BasicFileAttributes.class), target);
        }
    }

    private void list(Path entry, String name, BasicFileAttributes attributes, Path linkTarget) throws IOException {
        if (attributes.isDirectory()) {
            listFolder(entry, linkTarget == null ? entry.toRealPath() : linkTarget);
        } else if (listing.wants(name)) {
            if (attributes.isRegularFile()) {
                add(entry, attributes);
            } else {
                listing.problem(
                        scriptOf(entry), "This is not a regular file and is not read. Put a file in its place.");
            }
        }
    }

    private void add(Path file, BasicFileAttributes attributes) {
        SourceFile.Stamp stamp = new SourceFile.Stamp(
                attributes.size(), attributes.lastModifiedTime().toInstant());
        listing.add(new SourceFile(location, scriptOf(file), file.toString(), stamp, () -> open(file)));
    }

    /** Looks again at where the path leads: it may be another file than the one that was listed. */
    private InputStream open(Path file) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(root) || !Files.isRegularFile(real)) {
            throw new ScriptException(0, "The file was replaced by one outside of " + location + " and is not read.");
        }
        return Files.newInputStream(real);
    }

    private void unreadable(Path path, IOException e) {
        boolean gone = e instanceof NoSuchFileException;
        String reason = gone && Files.isSymbolicLink(path) ? "This symbolic link leads to nothing." : Reason.of(e);
        listing.problem(path.equals(root) ? location : scriptOf(path), reason);
    }

    private String scriptOf(Path path) {
        String script = root.relativize(path).toString();
        return (script.indexOf('\uFFFD') < 0 ? script : fromBytes(path)).replace(File.separatorChar, '/');
    }

    /** The name as UTF-8, for a server whose locale can't show it: only the URI keeps the bytes of the name. */
    private String fromBytes(Path path) {
        String whole =
                path.toUri().getRawPath().substring(root.toUri().getRawPath().length());
        return URLDecoder.decode(whole.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
