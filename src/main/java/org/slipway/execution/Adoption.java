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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slipway.adoption.AdoptionPreview;
import org.slipway.adoption.ForeignHistories;
import org.slipway.adoption.ForeignHistory;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditTrail;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.Amended;
import org.slipway.history.AmendmentStore;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistorySchema;
import org.slipway.history.MigrationHistory;
import org.slipway.history.RunKind;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.source.MigrationSet;
import org.slipway.source.MigrationSource;
import org.slipway.status.DriftMemory;

/**
 * Takes over what another tool has recorded, at an admin's word, in one transaction; the other tool's table stays as it is.
 *
 * <p>Only what the admin has seen: the preview is made again once nobody else can change the schema history any more, and with
 * the other tool kept out where it can be.
 */
@Stateless
@RolesAllowed(Roles.ADMIN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Adoption {
    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private ExecutionSettings settings;
    private MigrationSource source;
    private AuditTrail trail;
    private DriftMemory memory;

    /** For the container. */
    public Adoption() {}

    @Inject
    public Adoption(ExecutionSettings settings, MigrationSource source, AuditTrail trail, DriftMemory memory) {
        this.settings = settings;
        this.source = source;
        this.trail = trail;
        this.memory = memory;
    }

    public Adoption(
            DataSource dataSource,
            ExecutionSettings settings,
            MigrationSource source,
            AuditTrail trail,
            DriftMemory memory) {
        this(settings, source, trail, memory);
        this.dataSource = dataSource;
    }

    /**
     * @param table of the other tool, as its preview names it
     * @param fingerprint of the preview as it was shown
     * @param reason not blank
     * @throws DatabaseUnavailableException when the database can't be reached or refuses
     */
    public AmendmentOutcome adopt(String table, String fingerprint, String reason, Actor actor) {
        MigrationSet set = source.readAfresh();
        try (Connection connection = dataSource.getConnection()) {
            Optional<AdoptionPreview> preview =
                    find(connection, table, Map.of()).map(history -> AdoptionPreview.of(set, history));
            if (preview.isEmpty() || !preview.get().fingerprint().equals(fingerprint)) {
                return new AmendmentOutcome.Outdated();
            }
            return preview.get().obstacles().isEmpty()
                    ? adopt(connection, set, preview.get(), reason, actor)
                    : new AmendmentOutcome.Refused(
                            String.join(" ", preview.get().obstacles()));
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The history can't be adopted: " + e.getMessage(), e);
        }
    }

    private Optional<ForeignHistory> find(Connection connection, String table, Map<String, MigrationHistory> histories)
            throws SQLException {
        return new ForeignHistories(schema())
                .undecided(connection, histories).stream()
                        .filter(history -> history.table().name().equals(table))
                        .findFirst();
    }

    private HistorySchema schema() {
        return new HistorySchema(settings.historySchema());
    }

    private AmendmentOutcome adopt(
            Connection connection, MigrationSet set, AdoptionPreview preview, String reason, Actor actor)
            throws SQLException {
        List<Amended> migrations = preview.amended(Instant.now());
        String sentence = "The history of " + preview.table().title() + " in "
                + preview.table().name() + " was adopted (" + counted(preview) + "): " + reason;
        Amendment.Wish wish = new Amendment.Wish(
                RunKind.ADOPT,
                AuditAction.HISTORY_ADOPTED,
                actor,
                sentence.replaceAll("\\s+", " "),
                sentence,
                migrations);
        List<String> atWork = new ArrayList<>();
        AmendmentOutcome outcome = AmendmentOutcome.of(new Amendment(schema(), trail, settings.lostAfter())
                .make(connection, wish, (transaction, run, known) -> {
                    preview.keepToolOut(transaction).ifPresent(atWork::add);
                    Optional<ForeignHistory> now =
                            find(transaction, preview.table().name(), known);
                    if (!atWork.isEmpty()
                            || now.isEmpty()
                            || !AdoptionPreview.of(set, now.get()).fingerprint().equals(preview.fingerprint())) {
                        return false;
                    }
                    new AmendmentStore(schema()).record(transaction, run, migrations);
                    return true;
                }));
        if (outcome instanceof AmendmentOutcome.Done) {
            memory.forget();
        }
        return outcome instanceof AmendmentOutcome.Outdated && !atWork.isEmpty()
                ? new AmendmentOutcome.Refused(atWork.get(0))
                : outcome;
    }

    /** Such as {@code 12 applied, 1 missing}. */
    private static String counted(AdoptionPreview preview) {
        return preview.counts().entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
