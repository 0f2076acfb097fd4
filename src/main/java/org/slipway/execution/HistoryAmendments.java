package org.slipway.execution;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditTrail;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.Amended;
import org.slipway.history.AmendmentStore;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistoryReader;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.history.RunKind;
import org.slipway.repair.BaselinePreview;
import org.slipway.repair.Histories;
import org.slipway.repair.HistoryPreview;
import org.slipway.repair.RepairAction;
import org.slipway.repair.RepairPreview;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.DriftMemory;
import org.slipway.status.FoundStep;

/**
 * Baseline and repair: what an admin says about the schema history. The schema itself is never touched.
 *
 * <p>Only what was shown: each preview has a fingerprint, and what is done is previewed again while no run can begin. If that
 * preview is another one, nothing is done.
 */
@Stateless
@RolesAllowed(Roles.ADMIN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HistoryAmendments {
    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private ExecutionSettings settings;
    private MigrationSource source;
    private AuditTrail trail;
    private DriftMemory drift;

    /** For the container. */
    public HistoryAmendments() {}

    @Inject
    public HistoryAmendments(ExecutionSettings settings, MigrationSource source, AuditTrail trail, DriftMemory drift) {
        this.settings = settings;
        this.source = source;
        this.trail = trail;
        this.drift = drift;
    }

    public HistoryAmendments(
            DataSource dataSource,
            ExecutionSettings settings,
            MigrationSource source,
            AuditTrail trail,
            DriftMemory drift) {
        this(settings, source, trail, drift);
        this.dataSource = dataSource;
    }

    /**
     * What a baseline can be made at: versions, or keys where there are none.
     *
     * @throws DatabaseUnavailableException when the database can't be reached
     */
    public List<String> baselines() {
        return BaselinePreview.choices(new Histories(source.read(), Map.of(), List.of()));
    }

    /**
     * Empty when there is no such migration.
     *
     * @param version null for a baseline before all migrations
     */
    public Optional<BaselinePreview> previewBaseline(String version) {
        return read(connection -> BaselinePreview.of(now(connection), version));
    }

    /** Empty when there is no such migration. */
    public Optional<RepairPreview> previewRepair(String key, RepairAction action) {
        return read(connection -> RepairPreview.of(now(connection), key, action));
    }

    /**
     * @param version null for a baseline before all migrations
     * @param fingerprint of the preview that the admin saw
     */
    public AmendmentOutcome baseline(String version, String fingerprint, String reason, Actor actor) {
        String told = (version == null ? "Nothing counts" : "Everything up to " + version + " counts") + " as applied: "
                + reason;
        return amend(fingerprint, now -> BaselinePreview.of(now, version), now -> {
            List<Amended> covered = BaselinePreview.covered(now, version, actor.name(), Instant.now(), reason);
            return new Deed(
                    new Amendment.Wish(RunKind.BASELINE, AuditAction.BASELINED, actor, told, told, covered),
                    (connection, runId) -> {
                        store().record(connection, runId, covered);
                        return true;
                    });
        });
    }

    /** @param fingerprint of the preview that the admin saw */
    public AmendmentOutcome repair(String key, RepairAction action, String fingerprint, String reason, Actor actor) {
        return amend(fingerprint, now -> RepairPreview.of(now, key, action), now -> {
            List<Amended> marked = action == RepairAction.MARK_APPLIED
                    ? List.of(RepairPreview.amended(now, key, actor.name(), Instant.now(), reason))
                    : List.of();
            String told = now.label(key) + " " + did(action) + ": " + reason;
            return new Deed(
                    new Amendment.Wish(RunKind.REPAIR, audited(action), actor, told, told, marked),
                    switch (action) {
                        case MARK_APPLIED ->
                            (connection, runId) -> {
                                store().record(connection, runId, marked);
                                return true;
                            };
                        case MARK_NOT_APPLIED -> (connection, runId) -> store().undone(connection, runId, key);
                        case ACCEPT_CHECKSUM ->
                            (connection, runId) -> store().acceptChecksum(connection, key, now.checksum(key));
                    });
        });
    }

    /** What is wished, and how it is written; false when there was nothing to change. */
    private record Deed(Amendment.Wish wish, Writing writing) {}

    private interface Writing {
        boolean write(Connection connection, long runId) throws SQLException;
    }

    /** Reads everything anew: first to refuse what can't be done, then while nothing else can change the history. */
    private AmendmentOutcome amend(
            String fingerprint,
            Function<Histories, Optional<? extends HistoryPreview>> look,
            Function<Histories, Deed> plan) {
        MigrationSet set = source.readAfresh();
        return read(connection -> {
            Histories now = histories(connection, set, new HistoryReader(schema()).read(connection));
            Optional<? extends HistoryPreview> preview = look.apply(now);
            if (preview.isEmpty()) {
                return new AmendmentOutcome.Outdated();
            }
            if (preview.get().refusal() != null) {
                return new AmendmentOutcome.Refused(preview.get().refusal());
            }
            Deed deed = plan.apply(now);
            return make(
                    connection,
                    deed.wish(),
                    (transaction, runId, histories) -> look.apply(histories(transaction, set, histories))
                                    .filter(again -> again.fingerprint().equals(fingerprint))
                                    .isPresent()
                            && deed.writing().write(transaction, runId));
        });
    }

    private static String did(RepairAction action) {
        return switch (action) {
            case MARK_APPLIED -> "counts as applied";
            case MARK_NOT_APPLIED -> "counts as not applied";
            case ACCEPT_CHECKSUM -> "counts as applied with the checksum of its file";
        };
    }

    private static AuditAction audited(RepairAction action) {
        return switch (action) {
            case MARK_APPLIED -> AuditAction.MARKED_APPLIED;
            case MARK_NOT_APPLIED -> AuditAction.MARKED_NOT_APPLIED;
            case ACCEPT_CHECKSUM -> AuditAction.CHECKSUM_ACCEPTED;
        };
    }

    private AmendmentOutcome make(Connection connection, Amendment.Wish wish, Amendment.Change change)
            throws SQLException {
        AmendmentOutcome outcome = AmendmentOutcome.of(
                new Amendment(schema(), trail, settings.lostAfter()).make(connection, wish, change));
        if (outcome instanceof AmendmentOutcome.Done) {
            drift.forget();
        }
        return outcome;
    }

    private Histories now(Connection connection) throws SQLException {
        return histories(connection, source.read(), new HistoryReader(schema()).read(connection));
    }

    private Histories histories(Connection connection, MigrationSet set, Map<String, MigrationHistory> histories)
            throws SQLException {
        return new Histories(set, histories, FoundStep.look(connection, schema(), histories, settings.lostAfter()));
    }

    private AmendmentStore store() {
        return new AmendmentStore(schema());
    }

    private HistorySchema schema() {
        return new HistorySchema(settings.historySchema());
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T read(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The schema history can't be changed: " + e.getMessage(), e);
        }
    }
}
