package org.slipway.torture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One migration's text, put together statement by statement with the evidence that each leaves. */
final class Script {
    private final String key;
    private final String file;
    private final StringBuilder text = new StringBuilder();
    private final List<Evidence> evidence = new ArrayList<>();
    private final Set<Integer> alone = new HashSet<>();
    private int statements;

    Script(String key, String file) {
        this.key = key;
        this.file = file;
    }

    String key() {
        return key;
    }

    String file() {
        return file;
    }

    String text() {
        return text.toString();
    }

    List<Evidence> evidence() {
        return evidence;
    }

    boolean isAlone(int statement) {
        return alone.contains(statement);
    }

    /** A line that is no statement, or that is the author's mark of a transaction. */
    Script mark(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** Leaves nothing that could be counted. */
    Script silent(String sql) {
        statements++;
        return mark(sql.endsWith("\n") ? sql.stripTrailing() : sql + ";");
    }

    private Script leaving(String sql, String count) {
        silent(sql);
        evidence.add(new Evidence(key, statements, count));
        return this;
    }

    Script ledger() {
        int number = statements + 1;
        return leaving(
                "INSERT INTO ledger VALUES ('" + key + "', " + number + ")",
                "SELECT count(*) FROM ledger WHERE migration = '" + key + "' AND statement = " + number);
    }

    Script counted() {
        return leaving(
                "INSERT INTO counter VALUES ('" + key + "', 1)",
                "SELECT count(*) FROM counter WHERE migration = '" + key + "'");
    }

    private static String relation(String name) {
        return "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = '" + name + "'";
    }

    Script table(String name) {
        return leaving("CREATE TABLE " + name + " (id int)", relation(name));
    }

    Script column(String table, String name) {
        return leaving(
                "ALTER TABLE " + table + " ADD COLUMN " + name + " int DEFAULT 1",
                "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relname = '" + table
                        + "' AND a.attname = '" + name + "'");
    }

    /** The index counts when it is valid. */
    Script index(String table) {
        String name = "index_" + key;
        leaving(
                "CREATE INDEX CONCURRENTLY " + name + " ON " + table + " (id)",
                "SELECT count(*) FROM pg_index WHERE indisvalid AND indexrelid = to_regclass('public." + name + "')");
        alone.add(statements);
        return this;
    }

    Script label(String value) {
        return leaving(
                "ALTER TYPE mood ADD VALUE 'm" + value + "'",
                "SELECT count(*) FROM pg_enum WHERE enumlabel = 'm" + value + "'");
    }

    Script mood(String value) {
        return leaving(
                "INSERT INTO moods VALUES ('m" + value + "')",
                "SELECT count(*) FROM moods WHERE mood::text = 'm" + value + "'");
    }

    Script copied() {
        return leaving(
                "COPY loaded FROM stdin;\n" + key + "\n\\.\n",
                "SELECT count(*) FROM loaded WHERE migration = '" + key + "'");
    }

    /** A savepoint within: its rows have another transaction's number. */
    Script block(String name) {
        return leaving(
                "DO $$ BEGIN BEGIN CREATE TABLE p_" + name
                        + " (id int); EXCEPTION WHEN division_by_zero THEN NULL; END;"
                        + " PERFORM pg_sleep(0.01); END $$",
                relation("p_" + name));
    }

    Script view() {
        return leaving("CREATE OR REPLACE VIEW everything AS SELECT * FROM ledger", relation("everything"));
    }
}
