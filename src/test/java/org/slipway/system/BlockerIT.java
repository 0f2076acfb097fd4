package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slipway.testing.TestConsole;
import org.slipway.testing.TestDatabase;

/** A run that waits shows for whom, and an admin may end that session. */
class BlockerIT extends InBrowser {
    @BeforeEach
    void aTableThatSomebodyReads() {
        console.execute("CREATE TABLE busy (id int)");
        console.write("V1__mail.sql", "ALTER TABLE busy ADD mail text;\n");
    }

    @Test
    void anAdminEndsTheSessionThatARunWaitsFor() throws SQLException {
        try (Connection other = reading("<b>report</b>")) {
            signIn();
            confirm(1);
            assertThat(page.locator("#waiting")).containsText("Waits for the lock ACCESS EXCLUSIVE on busy");
            assertThat(page.locator("#run-summary table")).containsText("<b>report</b>");
            assertThat(page.locator("#run-summary table")).containsText("idle in transaction");
            link("End the session").click();
            assertThat(heading()).containsText(Pattern.compile("End session [0-9]+\\?"));
            assertThat(page.locator("main")).containsText("SELECT FROM busy");

            page.locator("[id='ending:end']").click();

            assertThat(page.getByText("The session was ended.")).isVisible();
            assertThat(heading()).containsText("Succeeded");
            assertThat(other.isValid(1)).isFalse();
        }
    }

    @Test
    void aViewerSeesWhoIsInTheWayAndMayNotEndThem() throws SQLException {
        try (Connection other = reading("report")) {
            String run =
                    console.post("/api/admin/migrations/run").json().get("id").toString();
            signIn(TestConsole.VIEWER, TestConsole.VIEWER_PASSWORD);
            page.navigate(address("/admin/runs/" + run));

            assertThat(page.locator("#run-summary table")).containsText("report");
            assertThat(link("End the session")).hasCount(0);
            assertThat(page.navigate(address("/admin/blocker?run=" + run + "&session=1"))
                            .status())
                    .isEqualTo(403);
            complaints.removeIf(complaint -> complaint.contains("403"));
            other.rollback();
        }
    }

    private Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new com.microsoft.playwright.Page.GetByRoleOptions().setName(name));
    }

    private static Connection reading(String application) throws SQLException {
        Connection other =
                TestDatabase.shared().dataSource(console.databaseName()).getConnection();
        Statement statement = other.createStatement();
        statement.execute("SET application_name = '" + application + "'");
        other.setAutoCommit(false);
        statement.execute("SELECT FROM busy");
        return other;
    }
}
