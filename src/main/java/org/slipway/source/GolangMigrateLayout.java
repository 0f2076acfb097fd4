package org.slipway.source;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.configuration.MigrationSettings;

/** golang-migrate: {@code 000001_add_invoice.up.sql} and, to take it back, {@code 000001_add_invoice.down.sql}. */
public final class GolangMigrateLayout implements MigrationLayout {
    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)\\.(down|up)\\.([^.]*)");
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    @Override
    public String name() {
        return "golang-migrate";
    }

    @Override
    public String title() {
        return "golang-migrate";
    }

    @Override
    public boolean wants(String fileName, MigrationSettings settings) {
        return LayoutFiles.hasSuffix(fileName, settings);
    }

    @Override
    public Optional<Evidence> evidence(LayoutFiles files) {
        return files.scripts()
                .filter(file -> isOf(file, "up"))
                .map(file -> new Evidence(file, "which is named <version>_<name>.up.sql"))
                .findFirst();
    }

    @Override
    public List<ScriptGroup> groups(LayoutFiles files) {
        files.problems(
                file -> NumberedNames.beginsWithNumber(file)
                        && !NAME.matcher(file.name()).matches(),
                "The name begins with a version, but is none of golang-migrate's. A name such as '1_description.up.sql' or '1_description.down.sql' would be right.");
        List<ScriptGroup> groups = new ArrayList<>();
        List<SourceFile> downs = new ArrayList<>(
                files.scripts().filter(file -> isOf(file, "down")).toList());
        files.scripts().filter(file -> isOf(file, "up")).forEach(file -> {
            SourceFile down = down(file, downs);
            downs.remove(down);
            groups.add(group(files, file, down));
        });
        downs.forEach(file -> files.problem(
                file, "There is no .up.sql file of this version, so nothing runs. Rename the file, or take it away."));
        return groups;
    }

    private static boolean isOf(SourceFile file, String direction) {
        Matcher name = NAME.matcher(file.name());
        return name.matches() && name.group(3).equals(direction);
    }

    private static BigInteger version(SourceFile file) {
        Matcher name = NAME.matcher(file.name());
        return name.matches() ? new BigInteger(name.group(1)) : null;
    }

    /** Of the same version; null when there is none. */
    private static SourceFile down(SourceFile up, List<SourceFile> downs) {
        return downs.stream()
                .filter(down -> version(down).equals(version(up)))
                .findFirst()
                .orElse(null);
    }

    private static ScriptGroup group(LayoutFiles files, SourceFile up, SourceFile down) {
        Matcher name = NAME.matcher(up.name());
        String digits = name.matches() ? name.group(1) : "";
        return new ScriptGroup(up, NumberedNames.besides(down), report -> {
            if (NumberedNames.exceeds(digits, LARGEST)) {
                report.problem(
                        up, 0, "The version " + digits + " is larger than golang-migrate's largest, " + LARGEST + ".");
            }
            return List.of(Draft.of(
                    NumberedNames.number(digits),
                    name.group(2),
                    files.part(up, true),
                    down == null ? null : files.part(down, true)));
        });
    }
}
