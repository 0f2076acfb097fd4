package org.slipway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

class ReceiptPageIT extends InBrowser {
    @Test
    void theMigrationsPageTellsWhatPostgresSawAndShowsBothDefinitions() {
        console.write(
                "V1__invoice.sql",
                "CREATE TABLE invoice (id int PRIMARY KEY, customer int, code varchar(20));\n"
                        + "CREATE INDEX invoice_code ON invoice (code);\n"
                        + "CREATE VIEW codes AS SELECT id, code FROM invoice;\n"
                        + "INSERT INTO invoice SELECT n, n, n FROM generate_series(1, 2000) n;\n");
        console.write(
                "V2__customer.sql",
                "ALTER TABLE invoice ALTER customer TYPE bigint;\nCREATE OR REPLACE VIEW codes AS SELECT id, code FROM"
                        + " invoice WHERE id > 7;\nDROP INDEX invoice_code;\n");
        signIn();
        runAll(2);
        String held = "V2 held ACCESS EXCLUSIVE on invoice for";
        assertThat(page.locator("ol.steps")).containsText(held);

        page.navigate(address("/admin/migrations/2"));
        Locator receipt = page.locator("section[aria-labelledby=receipt]");
        assertThat(receipt).containsText(held);
        Locator view = receipt.locator("details").filter(new Locator.FilterOptions().setHasText("public.codes"));
        assertThat(view.locator("pre").first()).not().isVisible();
        view.locator("summary").click();

        assertThat(view.locator("pre").first()).not().containsText("id > 7");
        assertThat(view.locator("pre").last()).containsText("id > 7");
        assertThat(view.locator("p")).hasText(new String[] {"Before", "Afterwards"});
        page.setViewportSize(320, 800);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
        assertThat(complaints).isEmpty();
    }
}
