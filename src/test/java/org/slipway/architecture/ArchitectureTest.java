package org.slipway.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String BASE = "org.slipway";
    private static final String BROKEN = "org.slipway.architecture.broken";
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(BROKEN);

    static Set<String> rules() {
        return Rules.of(BASE).keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void arrowsPointDownOnly(String rule) {
        Rules.of(BASE).get(rule).allowEmptyShould(true).check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleFailsWhereItIsBroken(String rule) {
        assertThat(Rules.of(BROKEN).get(rule).evaluate(VIOLATIONS).hasViolation())
                .isTrue();
    }
}
