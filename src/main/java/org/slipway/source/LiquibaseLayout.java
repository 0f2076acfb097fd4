package org.slipway.source;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.Migration;

/** Liquibase's formatted SQL, alone or included by changelogs in XML, YAML or JSON. Changesets run in the order of the changelogs. */
public final class LiquibaseLayout implements MigrationLayout {
    private static final Pattern STRUCTURED =
            Pattern.compile(".*\\.(xml|ya?ml|json)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String ROOT = "databaseChangeLog";

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public String title() {
        return "Liquibase";
    }

    @Override
    public boolean wants(String fileName, MigrationSettings settings) {
        return LayoutFiles.hasSuffix(fileName, settings)
                || STRUCTURED.matcher(fileName).matches();
    }

    @Override
    public Optional<Evidence> evidence(LayoutFiles files) {
        return Stream.concat(
                        files.all().stream()
                                .filter(file -> isChangelog(files, file))
                                .map(file -> new Evidence(file, "which is a databaseChangeLog")),
                        files.scripts()
                                .filter(file -> FormattedSql.isFormatted(files.head(file)))
                                .map(file -> new Evidence(file, "which begins with --liquibase formatted sql")))
                .findFirst();
    }

    /** True for a changelog that includes others. */
    static boolean isChangelog(LayoutFiles files, SourceFile file) {
        return STRUCTURED.matcher(file.name()).matches() && files.head(file).contains(ROOT);
    }

    @Override
    public List<ScriptGroup> groups(LayoutFiles files) {
        MigrationSettings settings = files.settings();
        return new LiquibaseChangelogs(files, new LiquibaseFilter(settings.contexts(), settings.labels())).groups();
    }

    @Override
    public Comparator<Migration> order() {
        return AS_LISTED;
    }
}
