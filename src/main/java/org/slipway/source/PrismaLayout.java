package org.slipway.source;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.MigrationVersion;
import org.slipway.migration.Origin;

/** Prisma Migrate: {@code 20260302120000_add_invoice/migration.sql}, with an optional {@code down.sql} beside it. */
public final class PrismaLayout implements MigrationLayout {
    private static final String SCRIPT = "migration.sql";
    private static final String DOWN = "down.sql";
    private static final String LOCK = "migration_lock.toml";
    private static final Pattern PROVIDER = Pattern.compile("(?m)^\\s*provider\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Set<String> POSTGRESQL = Set.of("postgresql", "postgres");

    @Override
    public String name() {
        return "prisma";
    }

    @Override
    public String title() {
        return "Prisma Migrate";
    }

    @Override
    public boolean wants(String fileName, MigrationSettings settings) {
        return LayoutFiles.hasSuffix(fileName, settings) || fileName.equals(LOCK);
    }

    @Override
    public Optional<Evidence> evidence(LayoutFiles files) {
        return files.all().stream()
                .filter(file -> file.name().equals(LOCK) || LayoutFiles.isInAFolder(file, SCRIPT))
                .map(file -> new Evidence(file, "which Prisma Migrate writes"))
                .findFirst();
    }

    @Override
    public List<ScriptGroup> groups(LayoutFiles files) {
        files.all().stream()
                .filter(file -> file.name().equals(LOCK))
                .forEach(lock -> refuseOtherDatabases(files, lock));
        return files.eachInItsFolder(SCRIPT).stream()
                .map(file -> group(files, file))
                .toList();
    }

    private static void refuseOtherDatabases(LayoutFiles files, SourceFile lock) {
        Matcher provider = PROVIDER.matcher(files.head(lock));
        if (provider.find() && !POSTGRESQL.contains(provider.group(1))) {
            files.problem(
                    lock,
                    "These migrations are for '" + provider.group(1)
                            + "'; Slipway runs those for provider = \"postgresql\".");
        }
    }

    private static ScriptGroup group(LayoutFiles files, SourceFile file) {
        SourceFile down = files.beside(file, DOWN);
        return new ScriptGroup(file, NumberedNames.besides(down), report -> {
            String name = file.folderName();
            return List.of(new Draft(
                    name,
                    MigrationKind.VERSIONED,
                    MigrationVersion.text(name),
                    name.replaceFirst("^[0-9]+_+", "").replace('_', ' '),
                    files.part(file, true),
                    down == null ? null : files.part(down, true),
                    new Origin(List.of(name), recorded -> isRecorded(file, recorded))));
        });
    }

    /** Of the file's bytes as they are, or with the line ends of the other platform; old rows lack leading zeros. */
    private static boolean isRecorded(SourceFile file, String recorded) throws IOException {
        try (InputStream in = file.opener().open()) {
            byte[] bytes = in.readAllBytes();
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            String unix = text.replace("\r\n", "\n");
            return Stream.of(text, unix, unix.replace("\n", "\r\n"))
                    .anyMatch(variant -> sha256(variant).equals(number(recorded)));
        }
    }

    private static BigInteger sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new BigInteger(1, digest.digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static BigInteger number(String hex) {
        String digits = hex.strip().toLowerCase(Locale.ROOT);
        return digits.matches("[0-9a-f]{1,64}") ? new BigInteger(digits, 16) : BigInteger.ONE.negate();
    }
}
