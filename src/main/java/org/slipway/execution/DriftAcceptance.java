package org.slipway.execution;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slipway.audit.AuditAction;
import org.slipway.audit.AuditEntry;
import org.slipway.audit.AuditEvent;
import org.slipway.audit.AuditTrail;
import org.slipway.catalog.RolledBack;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.HistorySchema;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.status.DriftMemory;
import org.slipway.status.DriftQuery;
import org.slipway.status.ExpectedState;
import org.slipway.status.ObjectDrift;

/**
 * Makes what is there what is expected, at an admin's word.
 *
 * <p>Only what the admin has seen: a drift is named by its fingerprint, which changes with the expected and with the actual
 * definition. Either all are accepted or none, and what can't be recorded in the audit trail is not accepted.
 */
@Stateless
@RolesAllowed(Roles.ADMIN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DriftAcceptance {
    private static final int DEFINITION_LIMIT = 600;

    @Resource(name = "jdbc/slipway")
    private DataSource dataSource;

    private ExecutionSettings settings;
    private AuditTrail trail;
    private DriftMemory memory;

    /** For the container. */
    public DriftAcceptance() {}

    @Inject
    public DriftAcceptance(ExecutionSettings settings, AuditTrail trail, DriftMemory memory) {
        this.settings = settings;
        this.trail = trail;
        this.memory = memory;
    }

    public DriftAcceptance(DataSource dataSource, ExecutionSettings settings, AuditTrail trail, DriftMemory memory) {
        this(settings, trail, memory);
        this.dataSource = dataSource;
    }

    /**
     * False when one of the drifts is not there any more, or is another by now; then nothing was accepted.
     *
     * @param fingerprints of {@link ObjectDrift}s as they were shown
     * @param reason why what is there is right, not blank
     * @throws DatabaseUnavailableException when the database can't be reached or refuses
     */
    public boolean accept(Collection<String> fingerprints, String reason, Actor actor) {
        try (Connection connection = dataSource.getConnection()) {
            return RolledBack.on(connection, () -> accept(connection, new HashSet<>(fingerprints), reason, actor));
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("The drift can't be accepted: " + e.getMessage(), e);
        }
    }

    private boolean accept(Connection connection, Set<String> fingerprints, String reason, Actor actor)
            throws SQLException {
        HistorySchema schema = new HistorySchema(settings.historySchema());
        if (fingerprints.isEmpty() || !schema.has(connection, HistorySchema.OBJECT)) {
            return false;
        }
        List<ObjectDrift> chosen =
                DriftQuery.read(connection, schema, settings.historySchema(), settings.checkTimeout()).drifts().stream()
                        .filter(drift -> fingerprints.contains(drift.fingerprint()))
                        .toList();
        if (chosen.size() != fingerprints.size()
                || !new ExpectedState(schema, settings.historySchema()).become(connection, chosen)) {
            return false;
        }
        List<AuditEvent> events = trail.append(
                connection,
                chosen.stream()
                        .map(drift -> AuditEntry.of(AuditAction.DRIFT_ACCEPTED, actor, null, told(drift, reason)))
                        .toList());
        connection.commit();
        trail.written(events);
        memory.forget();
        return true;
    }

    /** In one line, as the audit trail keeps it. */
    private static String told(ObjectDrift drift, String reason) {
        String sentence = drift.name() + ": " + reason + " Before: " + shortened(drift.expected()) + " After: "
                + shortened(drift.actual());
        return sentence.replaceAll("\\s+", " ");
    }

    private static String shortened(String definition) {
        if (definition == null) {
            return "none";
        }
        return definition.length() <= DEFINITION_LIMIT ? definition : definition.substring(0, DEFINITION_LIMIT) + "…";
    }
}
