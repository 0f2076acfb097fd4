package org.slipway.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.slipway.configuration.MigrationSettings;
import org.slipway.migration.Problem;

/** All layouts there are, and the choice of one: the one that the settings name, or the only one that files speak for. */
final class Layouts {
    private static final String KEY = "slipway.migrations.layout";
    private static final String AUTO = "auto";
    private static final List<MigrationLayout> ALL =
            ServiceLoader.load(MigrationLayout.class, MigrationLayout.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(MigrationLayout::name))
                    .toList();

    private final MigrationSettings settings;
    private final List<MigrationLayout> candidates;

    private record Candidate(MigrationLayout layout, MigrationLayout.Evidence evidence) {
        String sentence() {
            return layout.title() + " (" + KEY + "=" + layout.name() + ") because of "
                    + evidence.file().script() + ", " + evidence.says();
        }
    }

    /** @param layout null when there is none to read by */
    record Chosen(MigrationLayout layout, LayoutChoice choice, List<Problem> problems) {}

    Layouts(MigrationSettings settings) {
        this.settings = settings;
        this.candidates = ALL.stream()
                .filter(layout ->
                        settings.layout().equals(AUTO) || settings.layout().equals(layout.name()))
                .toList();
    }

    /** What is wrong with the layout that the settings name; empty when it exists. */
    static Optional<String> invalid(MigrationSettings settings) {
        List<String> names = new ArrayList<>(List.of(AUTO));
        ALL.forEach(layout -> names.add(layout.name()));
        return names.contains(settings.layout())
                ? Optional.empty()
                : Optional.of(KEY + " = \"" + settings.layout() + "\" is invalid; valid is " + String.join(", ", names)
                        + ".");
    }

    boolean wants(String fileName) {
        return candidates.stream().anyMatch(layout -> layout.wants(fileName, settings));
    }

    Chosen choose(LayoutFiles files) {
        return settings.layout().equals(AUTO) ? recognised(files) : named();
    }

    private Chosen named() {
        return invalid(settings)
                .map(Layouts::none)
                .orElseGet(() -> chosen(candidates.get(0), KEY + "=" + settings.layout() + " says so."));
    }

    private Chosen recognised(LayoutFiles files) {
        List<Candidate> found = new ArrayList<>();
        for (MigrationLayout layout : candidates) {
            Optional<MigrationLayout.Evidence> evidence = layout.evidence(files);
            evidence.ifPresent(speaks -> found.add(new Candidate(layout, speaks)));
        }
        if (found.isEmpty()) {
            return nothingFound(files);
        }
        if (found.size() > 1) {
            return none("The migrations could be of more than one layout: "
                    + found.stream().map(Candidate::sentence).collect(Collectors.joining("; ")) + ". Set " + KEY
                    + " to one of them.");
        }
        MigrationLayout.Evidence evidence = found.get(0).evidence();
        return chosen(
                found.get(0).layout(), "Recognised by " + evidence.file().script() + ", " + evidence.says() + ".");
    }

    /** Flyway's rules tell best what is wrong with a name, and an empty folder has to be read by some. */
    private Chosen nothingFound(LayoutFiles files) {
        FileNaming naming = new FileNaming(settings);
        List<SourceFile> unknown = files.scripts()
                .filter(file -> naming.parse(file.name()) instanceof FileName.LeftOut
                        && !file.name().startsWith("B"))
                .toList();
        List<Problem> problems = new ArrayList<>();
        if (!unknown.isEmpty()) {
            problems.add(Problem.of(
                    unknown.get(0).script(),
                    (unknown.size() == 1
                                    ? "This SQL file is"
                                    : "This and " + (unknown.size() - 1) + " other SQL files are")
                            + " neither named nor marked as any layout has it, so nothing would run. Rename it, or set "
                            + KEY + "."));
        }
        MigrationLayout flyway = candidates.stream()
                .filter(FlywayLayout.class::isInstance)
                .findFirst()
                .orElseThrow();
        String reason = "No file is named or marked as any layout has it, so the names are taken for Flyway's.";
        return new Chosen(flyway, new LayoutChoice(flyway.name(), flyway.title(), reason), problems);
    }

    private static Chosen chosen(MigrationLayout layout, String reason) {
        return new Chosen(layout, new LayoutChoice(layout.name(), layout.title(), reason), List.of());
    }

    private static Chosen none(String sentence) {
        return new Chosen(null, new LayoutChoice(null, null, sentence), List.of(Problem.of(KEY, sentence)));
    }
}
