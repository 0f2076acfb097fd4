package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slipway.history.Run;
import org.slipway.history.RunStatus;
import org.slipway.migration.MigrationState;
import org.slipway.status.MigrationStatus;
import org.slipway.testing.LayoutSamples;

class LayoutsIT {
    @TempDir
    Path folder;

    static List<String> layouts() {
        return LayoutSamples.layouts();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void migrationsOfEveryLayoutRunOnceAndNotAgain(String layout) throws Exception {
        LayoutSamples.write(layout, folder);
        Engine engine = new Engine(folder, "layout_" + layout.replace('-', '_'));
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT name FROM boat")).containsExactly("ahoy; ${name}");
        assertThat(engine.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'boat_name'::regclass"))
                .containsExactly("t");
        assertThat(engine.status().migrations())
                .hasSize(3)
                .allMatch(migration -> migration.state() == MigrationState.APPLIED);
        assertThat(engine.plan(RunOptions.DEFAULT).steps()).isEmpty();
        assertThat(engine.query(
                        "SELECT label FROM (SELECT id, migration_key AS label FROM slipway.step) s ORDER BY id"))
                .containsExactlyElementsOf(engine.status().migrations().stream()
                        .map(migration -> migration.key())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void whatRanInAnyLayoutIsTakenBackLastAppliedFirstAndRunsAgain(String layout) throws Exception {
        LayoutSamples.write(layout, folder);
        Engine engine = new Engine(folder, "layout_back_" + layout.replace('-', '_'));
        engine.run();

        List<MigrationStatus> last = new ArrayList<>(engine.status().migrations());
        Collections.reverse(last);
        for (MigrationStatus migration : last) {
            Run undone = engine.undo(migration.key());
            assertThat(undone.status())
                    .as(String.join("\n", Engine.all(undone)))
                    .isEqualTo(RunStatus.SUCCEEDED);
        }

        assertThat(engine.status().migrations()).allMatch(migration -> migration.state() == MigrationState.PENDING);
        assertThat(engine.query("SELECT to_regclass('boat')")).containsExactly((String) null);
        assertThat(engine.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.query("SELECT name FROM boat")).containsExactly("ahoy; ${name}");
        assertThat(engine.status().drift().differences()).isEmpty();
    }
}
