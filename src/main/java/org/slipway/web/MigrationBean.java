package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slipway.catalog.Receipt.ObjectChange;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.history.Run;
import org.slipway.history.RunReader;
import org.slipway.history.RunStep;
import org.slipway.history.StepStatus;
import org.slipway.migration.Check;
import org.slipway.migration.MigrationKind;
import org.slipway.migration.Undo;
import org.slipway.repair.RepairAction;
import org.slipway.status.ChangeReader;
import org.slipway.status.CheckResult;
import org.slipway.status.MigrationStatus;
import org.slipway.status.ObjectDrift;
import org.slipway.status.SchemaDrift;
import org.slipway.status.SchemaStatus;
import org.slipway.status.ScriptChanges;
import org.slipway.status.StatusReader;

/** One migration's page: what its file says, how it was understood, and what became of it. */
@Named
@RequestScoped
public class MigrationBean {
    private static final int SHOWN_OBJECTS = 200;

    @Inject
    StatusReader statusReader;

    @Inject
    RunReader runReader;

    @Inject
    ChangeReader changeReader;

    @Inject
    PagesBean pages;

    private String key;
    private int from = 1;
    private SchemaStatus status;
    private MigrationStatus migration;
    private List<Run> runs = List.of();
    private SqlListing sql;
    private String sqlError;
    private ScriptChanges changes;
    private SqlListing undo;
    private String undoError;

    public void load() {
        status = statusReader.read();
        migration = status.find(key).orElse(null);
        if (migration == null) {
            pages.notFound();
            return;
        }
        readRuns();
        if (migration.migration() != null) {
            readSql();
            changes = changeReader.changes(migration);
            readUndo(migration.migration().undo());
        }
    }

    /** The status says already when and why the database can't be asked. */
    private void readRuns() {
        try {
            runs = runReader.ofMigration(key);
        } catch (DatabaseUnavailableException e) {
            runs = List.of();
        }
    }

    private void readSql() {
        try {
            sql = SqlHighlighter.read(migration.migration().content(), SqlListing.partWith(Math.max(1, from)));
        } catch (IOException e) {
            sqlError = e.getMessage();
        }
    }

    /** A part of the migration's own file is shown from its first statement on. */
    private void readUndo(Undo script) {
        if (script == null) {
            return;
        }
        boolean isPart = script.script().equals(migration.script());
        try {
            undo = SqlHighlighter.read(
                    script.content(), isPart ? script.steps().get(0).line() : 1);
        } catch (IOException e) {
            undoError = e.getMessage();
        }
    }

    /** Null where the database can't be asked, so that the check was not. */
    public CheckResult answer(Check check) {
        return migration.checks().stream()
                .filter(result -> result.name().equals(check.name()))
                .findFirst()
                .orElse(null);
    }

    /** What is applied of it: of each step the newest time. */
    public List<RunStep> getApplied() {
        Map<Integer, RunStep> newest = new TreeMap<>();
        runs.stream()
                .flatMap(run -> run.steps().stream())
                .filter(step -> step.migrationKey().equals(key) && step.status() == StepStatus.APPLIED)
                .forEach(step -> newest.putIfAbsent(step.index(), step));
        return List.copyOf(newest.values());
    }

    /** What a step made, changed or dropped, no more than a page can show. */
    public List<ObjectChange> objects(RunStep step) {
        List<ObjectChange> objects = step.receipt().objects();
        return objects.subList(0, Math.min(SHOWN_OBJECTS, objects.size()));
    }

    /** How many objects of the step are not shown. */
    public int hidden(RunStep step) {
        return Math.max(0, step.receipt().objects().size() - SHOWN_OBJECTS);
    }

    /** What can be mended of its history; nothing while nobody knows its state. */
    public List<RepairAction> getRepairs() {
        return status.database() == null ? List.of() : RepairAction.of(migration);
    }

    /** Whether all that it wrote last is as it left it; null where nobody knows. */
    public CheckResult getObjectCheck() {
        return status.drift().check(key, migration.label()).orElse(null);
    }

    /** What of that is not. */
    public List<ObjectDrift> getDrifts() {
        return status.drift() instanceof SchemaDrift.Compared compared ? compared.of(key) : List.of();
    }

    public SideBySide sides(ObjectDrift shown) {
        return SideBySide.of(shown);
    }

    public SchemaStatus getStatus() {
        return status;
    }

    public MigrationStatus getMigration() {
        return migration;
    }

    public List<Run> getRuns() {
        return runs;
    }

    /** Null where there is no file, or none that can be read. */
    public SqlListing getSql() {
        return sql;
    }

    /** Why the file can't be read; null where it can. */
    public String getSqlError() {
        return sqlError;
    }

    /** The beginning of the script that takes it back; null where there is none that can be read. */
    public SqlListing getUndo() {
        return undo;
    }

    /** Why that can't be read; null where it can. */
    public String getUndoError() {
        return undoError;
    }

    /** Whether a way back is to be expected: a repeatable migration has none. */
    public boolean isUndoable() {
        return migration.migration() != null && migration.migration().kind() == MigrationKind.VERSIONED;
    }

    /** Null where nothing is applied that the file could differ from. */
    public ScriptChanges getChanges() {
        return changes;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public int getFrom() {
        return from;
    }

    public void setFrom(int from) {
        this.from = from;
    }
}
