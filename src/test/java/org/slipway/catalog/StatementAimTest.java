package org.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slipway.catalog.StatementAim.Detached;
import org.slipway.catalog.StatementAim.Gone;
import org.slipway.catalog.StatementAim.IndexGone;
import org.slipway.catalog.StatementAim.IndexMade;
import org.slipway.catalog.StatementAim.Kind;
import org.slipway.catalog.StatementAim.Made;
import org.slipway.catalog.StatementAim.Repeatable;
import org.slipway.catalog.StatementAim.Unseen;

class StatementAimTest {
    @Test
    void namesAreReadAsTheyAreWrittenWhateverStandsBetweenThem() {
        assertThat(StatementAim.of("create /* x */ unique index concurrently if not exists \"My Idx\" -- why\n"
                        + "ON only Yard . \"Boat\"\"s\" (id);"))
                .isEqualTo(new IndexMade("\"My Idx\"", "Yard.\"Boat\"\"s\"", true, List.of("(", "id", ")")));
        assertThat(StatementAim.of("CREATE INDEX CONCURRENTLY ON t(id)"))
                .isEqualTo(new IndexMade(null, "t", false, List.of("(", "id", ")")));
        assertThat(StatementAim.of("DROP INDEX CONCURRENTLY IF EXISTS yard.idx CASCADE;"))
                .isEqualTo(new IndexGone("yard.idx"));
        assertThat(StatementAim.of("CREATE DATABASE \"Yard\" TEMPLATE template0"))
                .isEqualTo(new Made(Kind.DATABASE, "\"Yard\""));
        assertThat(StatementAim.of("DROP DATABASE IF EXISTS yard WITH (FORCE)"))
                .isEqualTo(new Gone(Kind.DATABASE, "yard"));
        assertThat(StatementAim.of("ALTER TABLE IF EXISTS p DETACH PARTITION yard.p1 CONCURRENTLY"))
                .isEqualTo(new Detached("p", "yard.p1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM (FULL) t;",
                "REINDEX TABLE CONCURRENTLY t;",
                "ALTER SYSTEM SET work_mem = '1GB';",
                "ALTER DATABASE yard SET TABLESPACE fast;"
            })
    void whatIsAsGoodTwiceAsOnceMayRunAgain(String statement) {
        assertThat(StatementAim.of(statement)).isEqualTo(new Repeatable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL fill();",
                "DO 'BEGIN COMMIT; END';",
                "\"vacuum\"",
                "CREATE INDEX idx ON t (id);",
                "CREATE INDEX CONCURRENTLY idx",
                "CREATE INDEX CONCURRENTLY IF EXISTS idx ON t (id)",
                "ALTER TABLE t DETACH PARTITION p FINALIZE",
                "COMMIT PREPARED 'x'",
                ""
            })
    void whatIsNotKnownIsNotTakenForAnything(String statement) {
        assertThat(StatementAim.of(statement)).isEqualTo(new Unseen());
    }
}
