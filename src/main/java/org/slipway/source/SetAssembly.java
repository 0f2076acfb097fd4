package org.slipway.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slipway.migration.Check;
import org.slipway.migration.Migration;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.Problem;

/** Puts migrations into the order in which they run, and finds what is only wrong between two of them. */
final class SetAssembly {
    private static final Comparator<Migration> RUN_ORDER = Comparator.comparing(Migration::kind)
            .thenComparing(Migration::version, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Migration::description);
    private static final Comparator<Problem> FILE_AND_LINE = Comparator.comparing(Problem::script)
            .thenComparingInt(Problem::line)
            .thenComparing(Problem::message);

    private record FoundCheck(LoadedScript script, Check check) {}

    private final List<Problem> problems;
    private final List<Migration> migrations = new ArrayList<>();
    /** By version or description. */
    private final Map<Object, LoadedScript> taken = new HashMap<>();

    private final Map<String, FoundCheck> checks = new HashMap<>();

    private SetAssembly(List<Problem> listingProblems) {
        this.problems = new ArrayList<>(listingProblems);
    }

    static MigrationSet of(Collection<LoadedScript> scripts, List<Problem> listingProblems) {
        SetAssembly assembly = new SetAssembly(listingProblems);
        scripts.stream()
                .sorted(Comparator.comparing(
                                (LoadedScript script) -> script.file().script())
                        .thenComparing(script -> script.file().identity()))
                .forEach(assembly::add);
        assembly.migrations.sort(RUN_ORDER);
        assembly.problems.sort(FILE_AND_LINE);
        return new MigrationSet(assembly.migrations, assembly.problems);
    }

    private void add(LoadedScript script) {
        problems.addAll(script.problems());
        Migration migration = script.migration();
        if (migration == null) {
            return;
        }
        LoadedScript first = taken.putIfAbsent(identityOf(migration), script);
        if (first != null) {
            problems.add(duplicate(script, first));
            return;
        }
        migrations.add(migration);
        migration.checks().forEach(check -> addCheck(new FoundCheck(script, check)));
    }

    private static Object identityOf(Migration migration) {
        return migration.kind() == MigrationKind.VERSIONED ? migration.version() : migration.description();
    }

    private static Problem duplicate(LoadedScript script, LoadedScript first) {
        Migration migration = script.migration();
        String what = migration.kind() == MigrationKind.VERSIONED
                ? "version " + migration.version()
                : "the description '" + migration.description() + "'";
        return Problem.of(
                script.file().seenFrom(first.file()),
                "This file and " + first.file().seenFrom(script.file()) + " both have " + what
                        + ". Rename one of them.");
    }

    private void addCheck(FoundCheck found) {
        FoundCheck first = checks.putIfAbsent(found.check().name(), found);
        if (first != null) {
            problems.add(new Problem(
                    found.script().file().script(),
                    found.check().line(),
                    "The check '" + found.check().name() + "' is also in "
                            + first.script().file().seenFrom(found.script().file()) + ", line "
                            + first.check().line() + ". Rename one of them."));
        }
    }
}
