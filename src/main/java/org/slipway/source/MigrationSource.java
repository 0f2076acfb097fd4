package org.slipway.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.Migration;
import org.slipway.migration.Problem;

/**
 * Reads migrations from the configured locations, in whatever layout they are.
 *
 * <p>Everything that is wrong is collected in the set, so that one look shows all of it. Nothing of a script is kept but what
 * was understood; its text is read again when it is opened. Thread-safe: one thread reads, others wait and profit from it.
 */
@ApplicationScoped
public class MigrationSource {
    private final MigrationSettings settings;
    private final DatabaseFacts facts;
    private final Object lock = new Object();
    private Map<String, LoadedScript> known = Map.of();
    private LayoutMemory choice = new LayoutMemory();
    private List<Problem> knownListingProblems = List.of();
    private MigrationSet set = new MigrationSet(List.of(), List.of(), LayoutChoice.NONE);

    /** For the container's proxy. */
    protected MigrationSource() {
        this(null, DatabaseFacts.UNKNOWN);
    }

    @Inject
    public MigrationSource(MigrationSettings settings, Instance<DatabaseFacts> facts) {
        this(settings, facts.isResolvable() ? facts.get() : DatabaseFacts.UNKNOWN);
    }

    public MigrationSource(MigrationSettings settings, DatabaseFacts facts) {
        this.settings = settings;
        this.facts = facts;
    }

    /** Without a database: a script that asks for one of its names is reported. */
    public MigrationSource(MigrationSettings settings) {
        this(settings, DatabaseFacts.UNKNOWN);
    }

    /** For pages: files whose name, size and time are unchanged are not read again. */
    public MigrationSet read() {
        synchronized (lock) {
            return read(known, choice);
        }
    }

    /** For runs: everything is read again. */
    public MigrationSet readAfresh() {
        synchronized (lock) {
            return read(Map.of(), new LayoutMemory());
        }
    }

    private MigrationSet read(Map<String, LoadedScript> reusable, LayoutMemory reusableChoice) {
        Layouts layouts = new Layouts(settings);
        Placeholders placeholders = new Placeholders(settings.placeholders(), facts);
        try (FileListing listing = list(layouts)) {
            List<Problem> problems = new ArrayList<>(listing.problems());
            LayoutFiles files = new LayoutFiles(settings, placeholders, listing.files(), problems);
            Layouts.Chosen chosen = reusableChoice.choose(layouts, files);
            choice = reusableChoice;
            problems.addAll(chosen.problems());
            List<ScriptGroup> groups =
                    chosen.layout() == null ? List.of() : chosen.layout().groups(files);
            Map<String, LoadedScript> current = new LinkedHashMap<>();
            boolean changed = !chosen.choice().equals(set.layout());
            for (ScriptGroup group : groups) {
                LoadedScript script = reusable.get(group.file().identity());
                if (script == null || !script.holdsFor(group, placeholders)) {
                    script = ScriptLoader.load(group);
                    changed = true;
                }
                current.put(group.file().identity(), script);
            }
            files.forgetHeads();
            remember(chosen, current, problems, changed);
        }
        return set;
    }

    private FileListing list(Layouts layouts) {
        FileListing listing = new FileListing(layouts::wants);
        ClassLoader resources = MigrationSource.class.getClassLoader();
        settings.locations().forEach(location -> new Location(location, resources).list(listing));
        return listing;
    }

    private void remember(
            Layouts.Chosen chosen, Map<String, LoadedScript> current, List<Problem> problems, boolean changed) {
        boolean sameOrder = List.copyOf(current.keySet()).equals(List.copyOf(known.keySet()));
        if (changed || !sameOrder || !problems.equals(knownListingProblems)) {
            known = current;
            knownListingProblems = problems;
            Comparator<Migration> order = chosen.layout() == null
                    ? MigrationLayout.AS_LISTED
                    : chosen.layout().order();
            set = SetAssembly.of(current.values(), order, problems, chosen.choice());
        }
    }
}
