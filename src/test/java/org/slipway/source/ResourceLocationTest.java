package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceLocationTest {
    @TempDir
    Path temporary;

    @Test
    void resourcesInClassesAndInJarsAreListed() throws IOException {
        new MigrationFolder(temporary.resolve("web inf/classes"))
                .write("db/migration/V1__a.sql", "SELECT 1")
                .write("db/migration/sub/V2__a.sql", "SELECT 2")
                .write("db/other/V9__a.sql");
        Path jar = jar(
                "a lib.jar",
                "db/",
                "db/migration/",
                "db/migration/V3__ä.sql",
                "db/migration/sub/V4__a.sql",
                "db/migration/.hidden/V5__a.sql",
                "db/migration/x.txt",
                "db/migrations/V6__a.sql");
        try (URLClassLoader resources =
                new URLClassLoader(new URL[] {url(temporary.resolve("web inf/classes")), url(jar)}, null)) {
            for (String location : new String[] {"classpath:db/migration", "classpath:/db/migration/"}) {
                assertThat(texts(resources, location))
                        .containsOnlyKeys("V1__a.sql", "sub/V2__a.sql", "V3__ä.sql", "sub/V4__a.sql")
                        .containsEntry("V1__a.sql", "SELECT 1")
                        .containsEntry("V3__ä.sql", "db/migration/V3__ä.sql");
            }
        }
    }

    @Test
    void aResourceIsReadAlsoAfterTheListingWasClosed() throws IOException {
        Path jar = jar("lib.jar", "db/", "db/V1__a.sql");
        try (URLClassLoader resources = new URLClassLoader(new URL[] {url(jar)}, null)) {
            FileListing listing = FoundFiles.list(resources, "classpath:db");
            listing.close();
            assertThat(FoundFiles.text(listing.files().iterator().next())).isEqualTo("db/V1__a.sql");
        }
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = temporary.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                if (!entry.endsWith("/")) {
                    out.write(entry.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return jar;
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static Map<String, String> texts(ClassLoader resources, String location) {
        try (FileListing listing = FoundFiles.list(resources, location)) {
            return FoundFiles.texts(listing);
        }
    }
}
