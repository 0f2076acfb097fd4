package org.slipway.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slipway.migration.Check;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;

/** Puts migrations into the order in which they run, and finds what is only wrong between two of them. */
final class SetAssembly {
    private static final Comparator<Problem> FILE_AND_LINE = Comparator.comparing(Problem::script)
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::message);

    private record FoundCheck(SourceFile file, Check check) {}

    private final List<Problem> problems;
    private final List<Migration> migrations = new ArrayList<>();
    /** By what must be unique. */
    private final Map<Object, SourceFile> taken = new HashMap<>();

    private final Map<String, FoundCheck> checks = new HashMap<>();

    private SetAssembly(List<Problem> listingProblems) {
        this.problems = new ArrayList<>(listingProblems);
    }

    /** @param scripts as the layout lists them */
    static MigrationSet of(
            Collection<LoadedScript> scripts,
            Comparator<Migration> order,
            List<Problem> listingProblems,
            LayoutChoice layout) {
        SetAssembly assembly = new SetAssembly(listingProblems);
        scripts.forEach(assembly::add);
        assembly.migrations.sort(order);
        assembly.problems.sort(FILE_AND_LINE);
        return new MigrationSet(assembly.migrations, assembly.problems, layout);
    }

    private void add(LoadedScript script) {
        problems.addAll(script.problems());
        script.migrations().forEach(migration -> add(migration, script.group().file()));
    }

    private void add(Migration migration, SourceFile file) {
        SourceFile first = taken.putIfAbsent(identityOf(migration), file);
        if (first != null) {
            problems.add(duplicate(migration, file, first));
            return;
        }
        migrations.add(migration);
        migration.checks().forEach(check -> addCheck(new FoundCheck(file, check)));
    }

    private static Object identityOf(Migration migration) {
        if (migration.version() != null) {
            return migration.version();
        }
        return migration.origin().identity();
    }

    private static Problem duplicate(Migration migration, SourceFile file, SourceFile first) {
        String what = migration.version() != null
                ? "version " + migration.version()
                : "the description '" + migration.description() + "'";
        return Problem.of(
                file.seenFrom(first),
                "This file and " + first.seenFrom(file) + " both have " + what + ". Rename one of them.");
    }

    private void addCheck(FoundCheck found) {
        FoundCheck first = checks.putIfAbsent(found.check().name(), found);
        if (first != null) {
            problems.add(new Problem(
                    found.file().script(),
                    found.check().line(),
                    "The check '" + found.check().name() + "' is also in "
                            + first.file().seenFrom(found.file()) + ", line "
                            + first.check().line() + ". Rename one of them."));
        }
    }
}
