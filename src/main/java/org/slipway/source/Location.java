package org.slipway.source;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place of migrations as the settings name it: {@code filesystem:} and a folder, absolute or relative to the server's working
 * directory, or {@code classpath:} and a folder in the WAR's classes or libraries; without a scheme a folder.
 *
 * <p>A folder in a library is found when the jar has an entry for the folder itself, as jars built by Maven and the JDK have.
 */
final class Location {
    /** One letter before the colon is a drive. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");

    private final String text;
    private final ClassLoader resources;

    Location(String text, ClassLoader resources) {
        this.text = text.strip();
        this.resources = resources;
    }

    void list(FileListing listing) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            listFolder(text, listing);
            return;
        }
        switch (scheme.group(1)) {
            case "filesystem" -> listFolder(scheme.group(2), listing);
            case "classpath" -> listResources(scheme.group(2), listing);
            default ->
                listing.problem(
                        text,
                        "'" + scheme.group(1)
                                + ":' is not a kind of location; filesystem: and classpath: are understood.");
        }
    }

    private void listFolder(String folder, FileListing listing) {
        try {
            Path path = Path.of(folder).toAbsolutePath();
            if (folder.isBlank()) {
                listing.problem(text, "The location names no folder. Write filesystem: and the folder's path.");
            } else if (!Files.exists(path)) {
                listing.problem(
                        text,
                        "The location does not exist: there is no folder " + path
                                + ". Make it, or correct slipway.migrations.location.");
            } else if (!Files.isDirectory(path)) {
                listing.problem(text, "The location " + path + " is a file; a folder is expected.");
            } else {
                new Folder(text, path.toRealPath(), listing).list();
            }
        } catch (InvalidPathException | IOException e) {
            listing.problem(text, "The location can't be read: " + e.getMessage());
        }
    }

    private void listResources(String written, FileListing listing) {
        String folder = written.replaceAll("^/+|/+$", "");
        try {
            List<URL> found = Collections.list(resources.getResources(folder));
            if (found.isEmpty()) {
                listing.problem(
                        text,
                        "The location does not exist: the application has no resource folder '" + folder
                                + "'. Put it into WEB-INF/classes or a library, or correct slipway.migrations.location.");
            }
            for (URL url : found) {
                listResource(url, folder, listing);
            }
        } catch (IOException | IllegalArgumentException e) {
            listing.problem(text, "The location can't be read: " + e.getMessage());
        }
    }

    /** Servers name a jar's entry {@code jar:}, {@code wsjar:} or {@code zip:}; what follows is the same. */
    private void listResource(URL url, String folder, FileListing listing) throws IOException {
        String address = url.toExternalForm();
        int entry = address.indexOf("!/");
        if (url.getProtocol().equals("file")) {
            new Folder(text, Path.of(URI.create(address)).toRealPath(), listing).list();
        } else if (entry > 0 && entry == address.lastIndexOf("!/")) {
            String jar = address.substring(address.indexOf(':') + 1, entry);
            URI uri = URI.create(jar.startsWith("file:") ? jar : "file:" + jar);
            new Archive(text, new File(uri), folder + "/", listing).list();
        } else {
            listing.problem(
                    text,
                    "This server keeps the location at " + address
                            + ", which can't be listed. Use a filesystem: location.");
        }
    }
}
