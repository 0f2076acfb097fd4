package org.slipway.source;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Lists a folder inside a jar. An entry's time is the jar's: a jar is replaced as a whole. */
final class Archive {
    private final String location;
    private final File file;
    private final String folder;
    private final FileListing listing;

    /** @param folder such as {@code db/migration/}, with its last slash */
    Archive(String location, File file, String folder, FileListing listing) {
        this.location = location;
        this.file = file;
        this.folder = folder;
        this.listing = listing;
    }

    void list() {
        try {
            Instant modified = Instant.ofEpochMilli(file.lastModified());
            JarFile jar = new JarFile(file, false);
            listing.keepOpen(jar);
            jar.stream().filter(this::isWanted).forEach(entry -> add(entry, modified));
        } catch (IOException e) {
            listing.problem(location, file.getName() + ": " + Reason.of(e));
        }
    }

    private boolean isWanted(JarEntry entry) {
        if (entry.isDirectory() || !entry.getName().startsWith(folder)) {
            return false;
        }
        String[] parts = entry.getName().substring(folder.length()).split("/");
        return Arrays.stream(parts).noneMatch(part -> part.startsWith(".")) && listing.wants(parts[parts.length - 1]);
    }

    private void add(JarEntry entry, Instant modified) {
        String script = entry.getName().substring(folder.length());
        String identity = file + "!/" + entry.getName();
        SourceFile.Stamp stamp = new SourceFile.Stamp(entry.getSize(), modified);
        listing.add(new SourceFile(location, script, identity, stamp, Instant.now(), () -> open(entry.getName())));
    }

    private InputStream open(String name) throws IOException {
        JarFile jar = new JarFile(file, false);
        JarEntry entry = jar.getJarEntry(name);
        if (entry == null) {
            jar.close();
            throw new NoSuchFileException(name);
        }
        return new FilterInputStream(jar.getInputStream(entry)) {
            @Override
            public void close() throws IOException {
                try (jar) {
                    super.close();
                }
            }
        };
    }
}
