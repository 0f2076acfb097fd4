package org.slipway.source;

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
import java.time.Instant;
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

    /** @param script its path relative to the root */
    private record Entry(Path path, String name, String script) {}

    /** @param root an existing folder, resolved by {@link Path#toRealPath} */
    Folder(String location, Path root, FileListing listing) {
        this.location = location;
        this.root = root;
        this.listing = listing;
    }

    void list() {
        listFolder(root, root, "");
    }

    /** @param prefix what the scripts' paths begin with: empty, or the path of the folder and a slash */
    private void listFolder(Path folder, Path real, String prefix) {
        entered.push(real);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path path : entries) {
                String name = nameOf(path);
                if (!name.startsWith(".")) {
                    listEntry(new Entry(path, name, prefix + name));
                }
            }
        } catch (IOException e) {
            unreadable(folder, prefix, e);
        } catch (DirectoryIteratorException e) {
            unreadable(folder, prefix, e.getCause());
        } finally {
            entered.pop();
        }
    }

    /** As UTF-8 also on a server whose locale can't show it: only the URI keeps the bytes of a name. */
    private static String nameOf(Path path) {
        String name = String.valueOf(path.getFileName());
        if (name.indexOf('\uFFFD') < 0) {
            return name;
        }
        String address = path.toUri().getRawPath().replaceFirst("/$", "");
        String written = address.substring(address.lastIndexOf('/') + 1);
        return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void listEntry(Entry entry) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry.path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                listLink(entry);
            } else {
                list(entry, attributes, null);
            }
        } catch (IOException e) {
            unreadable(entry.path, entry.script, e);
        }
    }

    private void listLink(Entry link) throws IOException {
        if (!listing.wants(link.name) && !Files.isDirectory(link.path)) {
            return;
        }
        Path target = link.path.toRealPath();
        if (!target.startsWith(root)) {
            listing.problem(
                    link.script,
                    "This symbolic link leaves the folder " + location
                            + " and is not followed. Put the file itself there, or name its folder as a location.");
        } else if (entered.contains(target)) {
            listing.problem(link.script, "This symbolic link leads back to a folder that it is in. Take it out.");
        } else {
            list(link, Files.readAttributes(target, BasicFileAttributes.class), target);
        }
    }

    /** @param linkTarget null when the entry is no link */
    private void list(Entry entry, BasicFileAttributes attributes, Path linkTarget) throws IOException {
        if (attributes.isDirectory()) {
            Path real = linkTarget == null ? entry.path.toRealPath() : linkTarget;
            listFolder(entry.path, real, entry.script + "/");
        } else if (listing.wants(entry.name)) {
            if (attributes.isRegularFile()) {
                add(entry, attributes);
            } else {
                listing.problem(entry.script, "This is not a regular file and is not read. Put a file in its place.");
            }
        }
    }

    private void add(Entry entry, BasicFileAttributes attributes) {
        SourceFile.Stamp stamp = SourceFile.Stamp.of(attributes);
        listing.add(new SourceFile(
                location, entry.script, root + "/" + entry.script, stamp, Instant.now(), new Opener(entry.path)));
    }

    private final class Opener implements SourceFile.Opener {
        private final Path path;

        Opener(Path path) {
            this.path = path;
        }

        @Override
        public InputStream open() throws IOException {
            return Folder.this.open(path);
        }

        @Override
        public SourceFile.Stamp stamp() throws IOException {
            return SourceFile.Stamp.of(Files.readAttributes(path, BasicFileAttributes.class));
        }
    }

    /** Looks again at where the path leads: it may be another file than the one that was listed. */
    private InputStream open(Path file) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(root) || !Files.isRegularFile(real)) {
            throw new ScriptException(0, "The file was replaced by one outside of " + location + " and is not read.");
        }
        return Files.newInputStream(real);
    }

    private void unreadable(Path path, String script, IOException e) {
        boolean leadsToNothing = e instanceof NoSuchFileException && Files.isSymbolicLink(path);
        listing.problem(
                script.isEmpty() ? location : script,
                leadsToNothing ? "This symbolic link leads to nothing." : Reason.of(e));
    }
}
