package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slipway.audit.AuditTrail;
import org.slipway.configuration.DriftSettings;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.status.DriftMemory;
import org.slipway.status.DriftReader;
import org.slipway.status.ObjectDrift;
import org.slipway.testing.RecordedObjects;

class DriftAcceptanceIT {
    private static final Actor ADA = new Actor("ada", Set.of(Roles.ADMIN), "127.0.0.1");

    @TempDir
    Path folder;

    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
    private final DriftMemory memory = new DriftMemory();
    private Engine engine;
    private DriftReader reader;
    private DriftAcceptance acceptance;

    @BeforeEach
    void driftInThreeWays() throws SQLException {
        engine = new Engine(folder, "drift_acceptance");
        engine.execute("CREATE TABLE boat (id integer PRIMARY KEY, name text); CREATE INDEX boat_name ON boat (name)");
        RecordedObjects.record(engine.dataSource);
        engine.execute(
                "DROP INDEX boat_name; ALTER TABLE boat ALTER name SET NOT NULL; CREATE TABLE pier (id integer)");
        reader = new DriftReader(engine.dataSource, engine.settings, new DriftSettings(List.of()), memory);
        acceptance = new DriftAcceptance(
                engine.dataSource,
                engine.settings,
                new AuditTrail(engine.dataSource, engine.settings, threads),
                memory);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whatWasAcceptedIsExpectedFromNowOn() throws SQLException {
        assertThat(reader.now().differences()).hasSize(3);

        assertThat(acceptance.accept(fingerprints(), "hot fix", ADA)).isTrue();

        assertThat(reader.last(null).differences()).isEmpty();
        engine.execute("ALTER TABLE pier ADD length integer");
        assertThat(reader.now().differences())
                .extracting(ObjectDrift::name)
                .containsExactly("column public.pier.length");
        assertThat(engine.query("SELECT actor || ' ' || action || ' ' || detail FROM slipway.audit_event ORDER BY id"))
                .containsExactly(
                        "ada DRIFT_ACCEPTED column public.boat.name: hot fix Before: name text After: name text NOT NULL",
                        "ada DRIFT_ACCEPTED index public.boat_name: hot fix"
                                + " Before: CREATE INDEX boat_name ON public.boat USING btree (name) After: none",
                        "ada DRIFT_ACCEPTED table public.pier: hot fix Before: none After: CREATE TABLE public.pier");
    }

    @Test
    void whatIsNotAsTheAdminSawItIsNotAccepted() throws SQLException {
        List<String> seen = fingerprints();
        engine.execute("ALTER TABLE pier ADD length integer");

        assertThat(acceptance.accept(seen, "hot fix", ADA)).isFalse();

        assertThat(reader.now().differences()).hasSize(3);
        assertThat(engine.query("SELECT detail FROM slipway.audit_event")).isEmpty();
    }

    @Test
    void whatAStepExpectsMeanwhileIsNotOverwritten() throws SQLException {
        List<String> seen = fingerprints();
        engine.execute(
                "UPDATE slipway.object SET definition = 'name text DEFAULT 1' WHERE identity = 'public.boat.name'");

        assertThat(acceptance.accept(seen, "hot fix", ADA)).isFalse();

        assertThat(engine.query("SELECT definition FROM slipway.object WHERE identity = 'public.boat.name'"))
                .containsExactly("name text DEFAULT 1");
    }

    @Test
    void nothingIsAcceptedWithoutTheAuditTrail() throws SQLException {
        List<String> seen = fingerprints();
        engine.execute("ALTER TABLE slipway.audit_event RENAME TO elsewhere");

        assertThatThrownBy(() -> acceptance.accept(seen, "hot fix", ADA))
                .hasMessageStartingWith("The drift can't be accepted: ");

        assertThat(reader.now().differences()).hasSize(3);
    }

    private List<String> fingerprints() {
        return reader.now().differences().stream().map(ObjectDrift::fingerprint).toList();
    }
}
