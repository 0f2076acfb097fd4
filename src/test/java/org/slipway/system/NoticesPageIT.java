package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.slipway.testing.TestDatabase;

/** The run's page shows what the server says while a statement is still under way. */
class NoticesPageIT extends InBrowser {
    @Test
    void whatTheServerSaysAndWhatIsDoneIsSeenBeforeTheStepHasEnded() throws SQLException {
        console.write(
                "V1__slow.sql",
                "-- slipway:lock-timeout 60s\nCREATE TABLE t AS SELECT generate_series(1, 12000);\nDO $$ BEGIN"
                        + " RAISE NOTICE 'half <b>way</b>'; PERFORM pg_advisory_xact_lock(4711); END $$;\n");
        try (Connection other =
                        TestDatabase.shared().dataSource(console.databaseName()).getConnection();
                Statement lock = other.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(4711)");
            signIn();
            confirm(1);

            assertThat(page.locator("#run-summary section[aria-labelledby=said] li"))
                    .hasText("V1, line 3: NOTICE: half <b>way</b>");
            assertThat(page.locator("#run-summary .activity"))
                    .containsText("1 statement done in this step · 12,000 rows");
        }
        assertThat(heading()).containsText("Succeeded");
        assertThat(page.locator("#run-details")).containsText("V1, line 3: NOTICE: half <b>way</b>");
    }
}
