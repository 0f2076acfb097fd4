package org.slipway.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.Problem;

/**
 * Reads migrations from the configured locations, Flyway's names and rules.
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
    private List<Problem> knownListingProblems = List.of();
    private MigrationSet set = new MigrationSet(List.of(), List.of());

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
            return read(known);
        }
    }

    /** For runs: everything is read again. */
    public MigrationSet readAfresh() {
        synchronized (lock) {
            return read(Map.of());
        }
    }

    private MigrationSet read(Map<String, LoadedScript> reusable) {
        FileNaming naming = new FileNaming(settings);
        Placeholders placeholders = new Placeholders(settings.placeholders(), facts);
        ScriptLoader loader = new ScriptLoader(settings, naming, placeholders);
        try (FileListing listing = list(naming)) {
            Map<String, LoadedScript> current = new HashMap<>();
            boolean changed = false;
            for (SourceFile file : listing.scripts()) {
                SourceFile configuration = listing.configurationOf(file);
                LoadedScript script = reusable.get(file.identity());
                if (script == null || !script.holdsFor(file, configuration, placeholders)) {
                    script = loader.load(file, configuration);
                    changed = true;
                }
                current.put(file.identity(), script);
            }
            remember(current, listing.problems(), changed);
        }
        return set;
    }

    private FileListing list(FileNaming naming) {
        FileListing listing = new FileListing(naming);
        ClassLoader resources = MigrationSource.class.getClassLoader();
        settings.locations().forEach(location -> new Location(location, resources).list(listing));
        return listing;
    }

    private void remember(Map<String, LoadedScript> current, List<Problem> problems, boolean changed) {
        if (changed || current.size() != known.size() || !problems.equals(knownListingProblems)) {
            known = current;
            knownListingProblems = problems;
            set = SetAssembly.of(current.values(), problems);
        }
    }
}
