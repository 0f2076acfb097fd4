package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.slipway.export.FlywayHistory;
import org.slipway.export.HistoryExport;
import org.slipway.history.DatabaseUnavailableException;

/** What there is to know before the schema history is taken to Flyway. */
@Named
@RequestScoped
public class ExportBean {
    @Inject
    HistoryExport export;

    private FlywayHistory history = new FlywayHistory(List.of(), List.of(), List.of());
    private String databaseError;

    public void load() {
        try {
            history = export.forFlyway().history();
        } catch (DatabaseUnavailableException e) {
            databaseError = e.getMessage();
        }
    }

    public boolean isPossible() {
        return databaseError == null && history.obstacles().isEmpty();
    }

    public int getRows() {
        return history.rows().size();
    }

    public List<String> getRemarks() {
        return history.remarks();
    }

    public List<String> getObstacles() {
        return history.obstacles();
    }

    /** Null when the database can be reached. */
    public String getDatabaseError() {
        return databaseError;
    }
}
