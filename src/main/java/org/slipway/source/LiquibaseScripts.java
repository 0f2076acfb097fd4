package org.slipway.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.Origin;

/** Makes migrations of the changesets of one SQL file. */
final class LiquibaseScripts {
    private LiquibaseScripts() {}

    static ScriptGroup group(
            LayoutFiles files, LiquibaseFilter filter, SourceFile file, String path, Map<String, String> properties) {
        return new ScriptGroup(file, List.of(), List.of(path, properties), report -> {
            Placeholders values = values(properties, files.settings().placeholders());
            PlaceholderRule rule = new PlaceholderRule(values, "${", "}", true);
            ScriptText text = new ScriptText(file, files.settings().encoding(), null, rule, false);
            return drafts(text, files.head(file), filter, path, report.of(file));
        });
    }

    /** Settings go before the changelog's own properties, as parameters of the command line do. */
    private static Placeholders values(Map<String, String> properties, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(properties);
        values.putAll(settings);
        return new Placeholders(values, DatabaseFacts.UNKNOWN);
    }

    private static List<Draft> drafts(
            ScriptText text, String head, LiquibaseFilter filter, String path, LineReport report) throws IOException {
        if (!FormattedSql.isFormatted(head)) {
            return List.of(draft(text, new Changeset(), path));
        }
        FormattedSql formatted = new FormattedSql(head, report);
        text.lines(formatted::line);
        List<Draft> drafts = new ArrayList<>();
        for (Changeset changeset : formatted.finish()) {
            if (isWanted(changeset, filter)) {
                String own = changeset.get("logicalfilepath");
                String inFile = formatted.logicalPath();
                drafts.add(draft(text, changeset, own != null ? own : inFile != null ? inFile : path));
            }
        }
        return drafts;
    }

    private static boolean isWanted(Changeset changeset, LiquibaseFilter filter) {
        return !changeset.is("ignore", false)
                && filter.takesContext(changeset.context())
                && filter.takesLabels(changeset.get("labels"))
                && LiquibaseFilter.takesDatabase(changeset.get("dbms"));
    }

    private static Draft draft(ScriptText text, Changeset changeset, String path) {
        boolean transactional = changeset.is("runintransaction", true);
        Draft.Part up = new Draft.Part(text.only(changeset.upRule()), transactional);
        Draft.Part down = changeset.hasDown ? new Draft.Part(text.only(changeset.downRule()), transactional) : null;
        return new Draft(
                (changeset.author + ":" + changeset.id + ":" + path).replace('/', ':'),
                changeset.is("runonchange", false) ? MigrationKind.REPEATABLE : MigrationKind.VERSIONED,
                null,
                changeset.author + ":" + changeset.id,
                up,
                down,
                new Origin(List.of(changeset.id, changeset.author, path), null));
    }
}
