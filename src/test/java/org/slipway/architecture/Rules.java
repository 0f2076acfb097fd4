package org.slipway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which package may know which: arrows point down only.
 *
 * <p>The rules hold for the packages below any base package, so that they can be shown to fail on one that breaks them.
 */
final class Rules {
    private static final List<String> TOP = List.of("web", "api", "operations");
    private static final List<String> BOTTOM = List.of("migration", "sql", "configuration", "trace");
    private static final List<String> BELOW_THE_TOP = List.of(
            "execution", "export", "repair", "audit", "status", "adoption", "source", "history", "catalog", "security");
    private static final Map<String, List<String>> MAY_KNOW = new TreeMap<>(Map.ofEntries(
            Map.entry("web", BELOW_THE_TOP),
            Map.entry("api", BELOW_THE_TOP),
            Map.entry("operations", BELOW_THE_TOP),
            Map.entry(
                    "execution",
                    List.of("repair", "audit", "status", "adoption", "source", "history", "catalog", "security")),
            Map.entry("export", List.of("status", "source", "history", "security")),
            Map.entry("repair", List.of("status", "source", "history")),
            Map.entry("audit", List.of("history", "catalog", "security")),
            Map.entry("status", List.of("adoption", "source", "history", "catalog", "security")),
            Map.entry("adoption", List.of("source", "history", "catalog")),
            Map.entry("history", List.of("catalog", "security")),
            Map.entry("source", List.of()),
            Map.entry("catalog", List.of()),
            Map.entry("security", List.of())));

    private final String base;

    private Rules(String base) {
        this.base = base;
    }

    /** By a name for reports. */
    static Map<String, ArchRule> of(String base) {
        Rules rules = new Rules(base);
        Map<String, ArchRule> all = new LinkedHashMap<>();
        MAY_KNOW.forEach((name, below) -> all.put(name + " knows only what is below it", rules.knowsOnly(name, below)));
        BOTTOM.forEach(name -> all.put(name + " knows no other package", rules.knowsNothing(name)));
        all.put("pages, API and operations are known by nobody", rules.nobodyKnowsTheTop());
        all.put("of security, those below the pages and the API know roles and actors only", rules.onlyRoles());
        all.put("migration and sql are plain Java without input or output", rules.plainJava());
        all.put("there are no cycles", rules.noCycles());
        all.put("every package has a place", rules.everyPackageHasAPlace());
        return all;
    }

    private ArchRule knowsOnly(String name, List<String> below) {
        return noClasses().that().resideInAPackage(in(name)).should().dependOnClassesThat(other(name, below));
    }

    private ArchRule knowsNothing(String name) {
        return noClasses().that().resideInAPackage(in(name)).should().dependOnClassesThat(ours(name));
    }

    private ArchRule nobodyKnowsTheTop() {
        return classes()
                .that()
                .resideInAnyPackage(TOP.stream().map(this::in).toArray(String[]::new))
                .should()
                .onlyHaveDependentClassesThat(new DescribedPredicate<>("are in a package of the top") {
                    @Override
                    public boolean test(JavaClass dependent) {
                        return TOP.contains(packageOf(dependent));
                    }
                });
    }

    private ArchRule onlyRoles() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("execution"), in("export"), in("status"), in("history"))
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are in security, other than Roles and Actor") {
                    @Override
                    public boolean test(JavaClass known) {
                        return packageOf(known).equals("security")
                                && !List.of("Roles", "Actor").contains(known.getSimpleName());
                    }
                });
    }

    private ArchRule plainJava() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("migration"), in("sql"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "javax..", "java.sql..", "java.net..", "java.nio.file..");
    }

    private ArchRule noCycles() {
        return slices().matching(base + ".(*)..").should().beFreeOfCycles();
    }

    private ArchRule everyPackageHasAPlace() {
        return classes().should(new HasAPlace(base, MAY_KNOW.keySet(), BOTTOM));
    }

    private DescribedPredicate<JavaClass> other(String name, List<String> below) {
        return new DescribedPredicate<>("are neither below nor in " + name) {
            @Override
            public boolean test(JavaClass known) {
                String other = packageOf(known);
                return !other.isEmpty() && !other.equals(name) && !below.contains(other) && !BOTTOM.contains(other);
            }
        };
    }

    private DescribedPredicate<JavaClass> ours(String name) {
        return new DescribedPredicate<>("are ours and not in " + name) {
            @Override
            public boolean test(JavaClass known) {
                String other = packageOf(known);
                return !other.isEmpty() && !other.equals(name);
            }
        };
    }

    private String in(String name) {
        return base + "." + name + "..";
    }

    private String packageOf(JavaClass known) {
        return packageOf(known, base);
    }

    /** The first word after the base package; empty for classes that are not ours. */
    static String packageOf(JavaClass known, String base) {
        String name = known.getPackageName();
        return name.startsWith(base + ".") ? name.substring(base.length() + 1).split("\\.")[0] : "";
    }
}
