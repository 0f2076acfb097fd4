package org.slipway.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Follows changelogs from the one that no other includes, and lists the SQL files in the order in which they run. */
final class LiquibaseChangelogs {
    private static final Set<String> CONDITIONS = Set.of("context", "contextFilter", "labels", "ignore");
    private static final Set<String> INCLUDE = with("file", "relativeToChangelogFile", "errorIfMissing");
    private static final Set<String> INCLUDE_ALL =
            with("path", "relativeToChangelogFile", "errorIfMissingOrEmpty", "endsWithFilter");
    private static final Set<String> PROPERTY = Set.of("name", "value", "dbms", "context", "contextFilter", "global");

    private final LayoutFiles files;
    private final LiquibaseFilter filter;
    private final LiquibasePaths paths;
    private final List<ScriptGroup> groups = new ArrayList<>();
    private final Map<SourceFile, ChangelogNode> changelogs = new LinkedHashMap<>();
    private final Set<SourceFile> included = new HashSet<>();
    private final Deque<SourceFile> open = new ArrayDeque<>();
    /** The first value of a name holds. */
    private final Map<String, String> properties = new LinkedHashMap<>();

    LiquibaseChangelogs(LayoutFiles files, LiquibaseFilter filter) {
        this.files = files;
        this.filter = filter;
        this.paths = new LiquibasePaths(files);
    }

    private static Set<String> with(String... names) {
        return Stream.concat(Stream.of(names), CONDITIONS.stream()).collect(Collectors.toSet());
    }

    List<ScriptGroup> groups() {
        files.all().stream()
                .filter(file -> LiquibaseLayout.isChangelog(files, file))
                .forEach(this::parse);
        List<SourceFile> roots = changelogs.isEmpty() ? formatted() : roots();
        if (roots.size() == 1) {
            add(roots.get(0), roots.get(0).script(), null);
            formatted().stream()
                    .filter(file -> !included.contains(file))
                    .forEach(file -> files.problem(
                            file,
                            "No changelog includes this file, so it never runs. Include it in "
                                    + roots.get(0).script() + ", or take it away."));
        } else if (!roots.isEmpty()) {
            files.problem(
                    roots.get(0),
                    "It can't be told which changelog is the master, for none includes the others: "
                            + roots.stream().map(SourceFile::script).collect(Collectors.joining(", "))
                            + ". Put one into the location that includes all that shall run.");
        }
        return groups;
    }

    private List<SourceFile> formatted() {
        return files.scripts()
                .filter(file -> FormattedSql.isFormatted(files.head(file)))
                .toList();
    }

    private void parse(SourceFile file) {
        try {
            changelogs.put(file, ChangelogParser.parse(file));
        } catch (ScriptException e) {
            files.problem(file, e.line(), e.getMessage());
        } catch (IOException e) {
            files.problem(file, Reason.of(e));
        }
    }

    /** Changelogs that no other includes. */
    private List<SourceFile> roots() {
        Set<SourceFile> referenced = new HashSet<>();
        changelogs.forEach(
                (file, root) -> root.children().forEach(child -> referenced.addAll(referenced(file, child))));
        List<SourceFile> roots = changelogs.keySet().stream()
                .filter(file -> !referenced.contains(file))
                .toList();
        if (roots.isEmpty()) {
            SourceFile first = changelogs.keySet().iterator().next();
            files.problem(first, "The changelogs include each other in a circle. Take one include out.");
        }
        return roots;
    }

    private List<SourceFile> referenced(SourceFile file, ChangelogNode child) {
        String written = child.get(child.name().equals("include") ? "file" : "path");
        if (written == null) {
            return List.of();
        }
        String path = LiquibasePaths.path(file.script(), written, child.isTrue("relativeToChangelogFile"));
        List<SourceFile> found = child.name().equals("include") ? paths.find(path) : paths.below(path, null);
        return found.stream().filter(each -> !each.equals(file)).toList();
    }

    /** @param path as Liquibase records it */
    private void add(SourceFile file, String path, ChangelogNode from) {
        if (open.contains(file)) {
            files.problem(
                    open.peek(),
                    from.line(),
                    "This includes " + file.script() + ", which it is included by. Take it out.");
        } else if (!included.add(file)) {
            files.problem(open.peek(), from.line(), file.script() + " is included a second time. Take it out.");
        } else if (files.isScript(file)) {
            readProperties(file);
            groups.add(LiquibaseScripts.group(files, filter, file, path, Map.copyOf(properties)));
        } else if (changelogs.containsKey(file)) {
            open.push(file);
            changelogs.get(file).children().forEach(child -> visit(file, path, child));
            open.pop();
        }
    }

    private void visit(SourceFile file, String path, ChangelogNode child) {
        LineReport report = (line, message) -> files.problem(file, line, message);
        switch (child.name()) {
            case "include" -> include(file, path, child, report);
            case "includeAll" -> includeAll(path, child, report);
            case "property" -> property(child, report);
            case "changeSet" -> refuse(child, report);
            case "preConditions" -> preConditions(child, report);
            default ->
                report.problem(
                        child.line(), "Slipway does not support '" + child.name() + "' in a changelog. Take it out.");
        }
    }

    private boolean isWanted(ChangelogNode node) {
        String context = node.get("contextFilter") == null ? node.get("context") : node.get("contextFilter");
        return !node.isTrue("ignore") && filter.takesContext(context) && filter.takesLabels(node.get("labels"));
    }

    private void include(SourceFile file, String path, ChangelogNode node, LineReport report) {
        node.allowOnly(INCLUDE, report);
        String written = node.get("file");
        if (written == null) {
            report.problem(node.line(), "This include names no file.");
            return;
        }
        String wanted = LiquibasePaths.path(path, written, node.isTrue("relativeToChangelogFile"));
        List<SourceFile> found = paths.find(wanted);
        if (found.size() > 1) {
            report.problem(
                    node.line(),
                    "'" + written + "' could be " + found.get(0).seenFrom(file) + " or "
                            + found.get(1).seenFrom(file) + ". Write more of the path.");
        } else if (found.isEmpty()) {
            if (!"false".equalsIgnoreCase(node.get("errorIfMissing"))) {
                report.problem(
                        node.line(), "There is no file '" + written + "' in the locations, as SQL, XML, YAML or JSON.");
            }
        } else if (isWanted(node)) {
            add(found.get(0), wanted, node);
        } else {
            included.add(found.get(0));
        }
    }

    private void includeAll(String path, ChangelogNode node, LineReport report) {
        node.allowOnly(INCLUDE_ALL, report);
        String folder =
                LiquibasePaths.path(path, String.valueOf(node.get("path")), node.isTrue("relativeToChangelogFile"));
        List<SourceFile> found = paths.below(folder, node.get("endsWithFilter")).stream()
                .filter(file -> !open.contains(file))
                .toList();
        if (found.isEmpty() && !"false".equalsIgnoreCase(node.get("errorIfMissingOrEmpty"))) {
            report.problem(node.line(), "There is no changelog below '" + node.get("path") + "' in the locations.");
        }
        for (SourceFile file : found) {
            int within = file.identity().lastIndexOf("/" + folder + "/");
            String recorded = folder.isEmpty() || within < 0
                    ? file.script()
                    : file.identity().substring(within + 1);
            if (isWanted(node)) {
                add(file, recorded, node);
            } else {
                included.add(file);
            }
        }
    }

    private void property(ChangelogNode node, LineReport report) {
        node.allowOnly(PROPERTY, report);
        put(
                node.get("name"),
                node.get("value"),
                node.get("dbms"),
                node.get("contextFilter") == null ? node.get("context") : node.get("contextFilter"));
    }

    private void put(String name, String value, String dbms, String context) {
        if (name != null && value != null && LiquibaseFilter.takesDatabase(dbms) && filter.takesContext(context)) {
            properties.putIfAbsent(name, value);
        }
    }

    /** They hold for all that comes later, so they are read before the rest of the file is. */
    private void readProperties(SourceFile file) {
        files.head(file)
                .lines()
                .map(FormattedSql.PROPERTY::matcher)
                .filter(Matcher::matches)
                .forEach(matcher -> {
                    Map<String, String> attributes = FormattedSql.attributes(matcher.group(1));
                    put(
                            attributes.get("name"),
                            attributes.get("value"),
                            attributes.get("dbms"),
                            attributes.get("context"));
                });
    }

    private static void refuse(ChangelogNode changeSet, LineReport report) {
        List<String> changes = new ArrayList<>();
        changeSet.children().forEach(child -> {
            if (child.name().equals("changes")) {
                child.children().forEach(change -> changes.add(change.name()));
                changes.addAll(child.attributes().keySet());
            } else if (!child.name().equals("rollback") && !child.name().equals("preConditions")) {
                changes.add(child.name());
            }
        });
        report.problem(
                changeSet.line(),
                "The changeset " + changeSet.get("author") + ":" + changeSet.get("id") + " is made of "
                        + (changes.isEmpty() ? "no SQL" : String.join(", ", changes))
                        + ", which Slipway does not run. Write it as formatted SQL in a file of its own and include that.");
    }

    private static void preConditions(ChangelogNode node, LineReport report) {
        boolean understood = node.children().stream()
                .allMatch(child -> child.name().equals("dbms") && "postgresql".equals(child.get("type")));
        if (!understood) {
            report.problem(
                    node.line(),
                    "Slipway supports no preConditions of a whole changelog but dbms postgresql. Put them to the changesets as --precondition-sql-check.");
        }
    }
}
