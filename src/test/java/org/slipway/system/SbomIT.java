package org.slipway.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slipway.testing.Requirement;

/** The list of parts that is shipped in the WAR, held against the parts that are in it. */
class SbomIT {
    private static final String SBOM = "META-INF/sbom/application.cdx.json";
    private static final String LIBRARIES = "WEB-INF/lib/";
    private static final Set<String> LICENCES =
            Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "CC0-1.0");

    private static final Map<String, String> LIBRARY_HASHES = new TreeMap<>();
    private static JsonObject sbom;

    @BeforeAll
    static void readWar() throws Exception {
        try (ZipFile war = new ZipFile(System.getProperty("war"))) {
            ZipEntry entry = war.getEntry(SBOM);
            Requirement.check(
                    entry != null,
                    "sbom.required",
                    "no SBOM in the WAR: its plugin works in Maven's online mode only, so build without -o");
            try (JsonReader reader = Json.createReader(war.getInputStream(entry))) {
                sbom = reader.readObject();
            }
            List<? extends ZipEntry> libraries = war.stream()
                    .filter(file -> file.getName().startsWith(LIBRARIES) && !file.isDirectory())
                    .toList();
            for (ZipEntry library : libraries) {
                LIBRARY_HASHES.put(library.getName().substring(LIBRARIES.length()), sha256(war, library));
            }
        }
    }

    private static String sha256(ZipFile war, ZipEntry entry) throws Exception {
        try (InputStream in = war.getInputStream(entry)) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        }
    }

    @Test
    void everyLibraryOfTheWarIsListedWithItsHashAndNoOther() {
        Map<String, String> listed = new TreeMap<>();
        for (JsonObject part : parts()) {
            listed.put(part.getString("name") + "-" + part.getString("version") + ".jar", hash(part));
        }
        assertThat(listed).isEqualTo(LIBRARY_HASHES).isNotEmpty();
    }

    @Test
    void everyPartHasALicenceThatAsksForNoMoreThanANotice() {
        for (JsonObject part : parts()) {
            List<String> licences = part.getJsonArray("licenses").getValuesAs(JsonObject.class).stream()
                    .map(licence -> licence.getJsonObject("license").getString("id", "unknown"))
                    .toList();
            assertThat(licences).as(part.getString("purl")).isNotEmpty().isSubsetOf(LICENCES);
        }
    }

    @Test
    void theListSaysWhoseItIs() {
        JsonObject console = sbom.getJsonObject("metadata").getJsonObject("component");
        assertThat(sbom.getString("bomFormat")).isEqualTo("CycloneDX");
        assertThat(console.getString("name") + " " + console.getString("type")).isEqualTo("slipway application");
    }

    private static List<JsonObject> parts() {
        return sbom.getJsonArray("components").getValuesAs(JsonObject.class);
    }

    private static String hash(JsonObject part) {
        return part.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
                .filter(hash -> hash.getString("alg").equals("SHA-256"))
                .findFirst()
                .orElseThrow()
                .getString("content");
    }
}
