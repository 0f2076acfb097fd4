package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that lost its claim in the middle of a statement that runs outside a transaction, where no fence can hold it. */
class LostClaimIT {
    @TempDir
    Path folder;

    @Test
    void whatANodeDidWithAutocommitWhileItsRunWasTakenOverIsNotItsToRecord() throws SQLException {
        Engine engine = new Engine(folder, "lost_claim");
        engine.execute("CREATE PROCEDURE take_over() LANGUAGE plpgsql AS $$ BEGIN UPDATE slipway.run"
                + " SET fence = fence + 1, status = 'INTERRUPTED', finished_at = now(); COMMIT; END $$");
        engine.write("V1__a.sql", "CALL take_over();");
        engine.write("V2__b.sql", "CREATE TABLE b (id int);");

        engine.run();

        assertThat(engine.query("SELECT migration_key || ' ' || status FROM slipway.step"))
                .isEqualTo(List.of("1 STARTED"));
        assertThat(engine.query("SELECT status FROM slipway.run")).containsExactly("INTERRUPTED");
    }
}
