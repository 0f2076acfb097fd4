package org.slipway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The migrations of one trial, of all kinds, and the evidence that each of their statements leaves. */
final class Mix {
    private final List<Script> scripts = new ArrayList<>();

    private Mix() {}

    /** What there is before the first run: tables that take evidence, and none of them forbids to be written twice. */
    static final String GROUND = """
            CREATE TABLE ledger (migration text, statement int);
            CREATE TABLE counter (migration text, n int);
            CREATE TABLE wide (id int);
            CREATE TABLE loaded (migration text);
            CREATE TYPE mood AS ENUM ('calm');
            CREATE TABLE moods (mood mood);
            """;

    /** What a migration is made of. */
    private enum Kind {
        PLAIN {
            @Override
            Script write(Script script, String n) {
                return script.ledger()
                        .table("t_" + n)
                        .ledger()
                        .column("t_" + n, "extra")
                        .ledger();
            }
        },
        WIDER {
            @Override
            Script write(Script script, String n) {
                return script.column("wide", "c_" + n)
                        .ledger()
                        .silent("SELECT pg_sleep(0.02)")
                        .ledger();
            }
        },
        SLOW {
            @Override
            Script write(Script script, String n) {
                return script.ledger().silent("SELECT pg_sleep(0.07)").ledger();
            }
        },
        AUTHORED {
            @Override
            Script write(Script script, String n) {
                return script.silent("BEGIN")
                        .ledger()
                        .table("a_" + n)
                        .silent("COMMIT")
                        .silent("BEGIN")
                        .ledger()
                        .silent("SELECT pg_sleep(0.02)")
                        .silent("COMMIT");
            }
        },
        MARKED {
            @Override
            Script write(Script script, String n) {
                return script.mark("-- slipway:step the first half")
                        .ledger()
                        .counted()
                        .mark("-- slipway:step the second half")
                        .table("m_" + n)
                        .ledger();
            }
        },
        CONCURRENT {
            @Override
            Script write(Script script, String n) {
                return script.ledger()
                        .table("i_" + n)
                        .silent("INSERT INTO i_" + n + " SELECT generate_series(1, 500)")
                        .index("i_" + n)
                        .ledger()
                        .column("i_" + n, "extra");
            }
        },
        ALONE {
            @Override
            Script write(Script script, String n) {
                return script.mark("-- slipway:no-transaction").index("wide").silent("VACUUM wide");
            }
        },
        ENUM {
            @Override
            Script write(Script script, String n) {
                return script.ledger().label(n).mood(n).ledger();
            }
        },
        DATA {
            @Override
            Script write(Script script, String n) {
                return script.table("d_" + n).copied().counted().ledger();
            }
        },
        PROCEDURAL {
            @Override
            Script write(Script script, String n) {
                return script.block(n).ledger();
            }
        };

        abstract Script write(Script script, String n);
    }

    /**
     * @param random every choice is from it
     * @param autocommit whether a statement that runs outside a transaction has to be among them
     */
    static Mix of(Random random, boolean autocommit) {
        Mix mix = new Mix();
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        Collections.shuffle(kinds, random);
        if (autocommit) {
            Collections.swap(kinds, 2, kinds.indexOf(random.nextBoolean() ? Kind.ALONE : Kind.CONCURRENT));
        }
        int count = 4 + random.nextInt(5);
        for (int version = 1; version <= count; version++) {
            Kind kind = kinds.get(version % kinds.size());
            mix.scripts.add(kind.write(
                    new Script(Integer.toString(version), "V" + version + "__" + name(kind) + ".sql"),
                    Integer.toString(version)));
        }
        return mix.withRepeatable();
    }

    private Mix withRepeatable() {
        scripts.add(new Script("R__view", "R__view.sql").view().ledger());
        return this;
    }

    /** One step, and a second one that no unique index of the history keeps from being recorded twice. */
    static Mix slowAndRepeatable() {
        Mix mix = new Mix();
        mix.scripts.add(Kind.SLOW.write(new Script("1", "V1__slow.sql"), "1"));
        return mix.withRepeatable();
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Script script : scripts) {
            Files.writeString(folder.resolve(script.file()), script.text());
        }
    }

    Stream<Evidence> evidence() {
        return scripts.stream().flatMap(script -> script.evidence().stream());
    }

    /** Whether the statement runs outside a transaction, so that nobody can know how it ended but by looking. */
    boolean isAlone(String migration, int statement) {
        return scripts.stream().anyMatch(script -> script.key().equals(migration) && script.isAlone(statement));
    }

    @Override
    public String toString() {
        return scripts.stream().map(Script::file).toList().toString();
    }
}
