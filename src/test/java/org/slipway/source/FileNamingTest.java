package org.slipway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.migration.MigrationVersion;

class FileNamingTest {
    private static final MigrationFolder ANY = new MigrationFolder(Path.of("any"));

    @ParameterizedTest
    @CsvSource({
        "V1__add_invoice.sql, 1, add invoice",
        "V1.2.3__x.sql, 1.2.3, x",
        "V1_2__x.SQL, 1.2, x",
        "V001__a__b.sql, 001, a  b",
        "V20240131120000__x.y.sql, 20240131120000, x.y",
        "V1__it's \"quoted\" <script>.sql, 1, it's \"quoted\" <script>",
        "V1__..sql.sql, 1, ..sql",
        "V2__Größe_🚀.sql, 2, Größe 🚀"
    })
    void aVersionedNameHasVersionAndDescription(String name, String version, String description) {
        FileName parsed = naming().parse(name);
        assertThat(parsed).isEqualTo(new FileName.Versioned(MigrationVersion.of(version), description));
        assertThat(((FileName.Versioned) parsed).version()).hasToString(version);
    }

    @Test
    void aVersionedNameMayLackTheDescription() {
        assertThat(naming().parse("V7.sql")).isEqualTo(new FileName.Versioned(MigrationVersion.of("7"), ""));
        assertThat(naming().parse("V7__.sql")).isEqualTo(new FileName.Versioned(MigrationVersion.of("7"), ""));
    }

    @Test
    void aRepeatableNameHasOnlyADescription() {
        assertThat(naming().parse("R__product_sales.sql"))
                .isEqualTo(new FileName.Repeatable("product_sales", "product sales"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "B5__baseline.sql",
                "beforeMigrate.sql",
                "x.sql",
                "v1__x.sql",
                ".sql",
                "V1__x.sql.bak",
                "V1__x.sql~",
                "V1__x.psql"
            })
    void whatIsNoMigrationIsLeftOut(String name) {
        assertThat(naming().parse(name)).isEqualTo(new FileName.LeftOut());
    }

    @ParameterizedTest
    @CsvSource({
        "V1_add_invoice.sql, V1__add_invoice.sql",
        "V1-add.sql, V1__add.sql",
        "V1.2a__x.sql, V1.2__a__x.sql",
        "V__x.sql, V1__x.sql",
        "Views.sql, V1__iews.sql",
        "V1 __x.sql, V1__x.sql",
        "R1__x.sql, R__x.sql",
        "R__.sql, R__description.sql",
        "README.sql, R__description.sql"
    })
    void aNameThatOnlyBeginsLikeAMigrationIsRefusedWithOneThatWouldBeRight(String name, String right) {
        assertThat(naming().parse(name))
                .isInstanceOfSatisfying(
                        FileName.Misnamed.class,
                        misnamed -> assertThat(misnamed.message()).contains("'" + right + "' would be right"));
        assertThat(naming().parse(right)).isNotInstanceOf(FileName.Misnamed.class);
    }

    @Test
    void withAnEmptyPrefixTheNameBeginsWithTheVersion() {
        FileNaming naming = naming("prefix", "");
        assertThat(naming.parse("20240131__x.sql"))
                .isEqualTo(new FileName.Versioned(MigrationVersion.of("20240131"), "x"));
        assertThat(naming.parse("R__x.sql")).isEqualTo(new FileName.Repeatable("x", "x"));
        assertThat(naming.parse("helper.sql")).isInstanceOf(FileName.Misnamed.class);
        assertThat(naming.parse("U1__x.sql")).isEqualTo(new FileName.Undo(MigrationVersion.of("1")));
    }

    @Test
    void prefixesSeparatorAndSuffixesAreConfigurable() {
        FileNaming naming = naming(
                "prefix", "mig-", "repeatable-prefix", "mig-again", "separator", "--", "suffixes", ".sql,.pg.sql,.ddl");
        assertThat(naming.parse("mig-1--x.ddl")).isEqualTo(new FileName.Versioned(MigrationVersion.of("1"), "x"));
        assertThat(naming.parse("mig-1--x.pg.sql")).isEqualTo(new FileName.Versioned(MigrationVersion.of("1"), "x"));
        assertThat(naming.parse("mig-again--x.sql")).isEqualTo(new FileName.Repeatable("x", "x"));
        assertThat(naming.parse("V1__x.sql")).isEqualTo(new FileName.LeftOut());
    }

    private static FileNaming naming(String... keysAndValues) {
        return new FileNaming(ANY.settings(keysAndValues));
    }
}
