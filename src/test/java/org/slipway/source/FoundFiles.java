package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.slipway.configuration.SettingValues;

/** What locations hold, for a test. */
final class FoundFiles {
    private FoundFiles() {}

    static FileListing list(ClassLoader resources, String... locations) {
        FileListing listing =
                new FileListing(new Layouts(SettingValues.of(Map.of()).migrations())::wants);
        for (String location : locations) {
            new Location(location, resources).list(listing);
        }
        return listing;
    }

    /** Text by script; nothing must be wrong. */
    static Map<String, String> texts(FileListing listing) {
        assertThat(listing.problems()).isEmpty();
        Map<String, String> texts = new TreeMap<>();
        for (SourceFile file : listing.files()) {
            texts.put(file.script(), text(file));
        }
        return texts;
    }

    static String text(SourceFile file) {
        try (InputStream in = file.opener().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
