package org.slipway.configuration;

import static org.slipway.configuration.Setting.literal;
import static org.slipway.configuration.Setting.of;
import static org.slipway.configuration.Setting.secret;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slipway.configuration.ExecutionSettings.Divide;
import org.slipway.configuration.ExecutionSettings.OnExisting;

/**
 * Every key there is, with its default and its sentence. The console reads its values by this table, and a test holds
 * {@code server-config/slipway.properties} to it, so that no key can be in the one and not in the other. {@link AuthSettingTable} has those of sign-in,
 * {@link JwtSettingTable} those of bearer tokens.
 */
final class SettingTable {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    static final Setting<List<String>> LOCATION = of(
            "migrations.location",
            "filesystem:migrations",
            Parsers::list,
            "Where migrations are, separated by commas: filesystem:/a/folder or classpath:a/folder, with all subfolders. A relative folder is looked up from the server's working directory.");
    static final Setting<String> LAYOUT = of(
            "migrations.layout",
            "auto",
            Parsers::name,
            "How migrations are laid out in files: flyway, prisma, golang-migrate, goose, dbmate, diesel or liquibase; auto recognises it by names and marks.");
    static final Setting<String> PREFIX = of(
            "migrations.prefix",
            "V",
            Parsers::any,
            "What the names of versioned migrations begin with in Flyway's layout; may be empty.");
    static final Setting<String> REPEATABLE_PREFIX = of(
            "migrations.repeatable-prefix",
            "R",
            Parsers::notEmpty,
            "What the names of repeatable migrations begin with.");
    static final Setting<String> SEPARATOR = of(
            "migrations.separator",
            "__",
            Parsers::notEmpty,
            "What stands between version and description in a file's name.");
    static final Setting<List<String>> SUFFIXES = of(
            "migrations.suffixes",
            ".sql",
            Parsers::list,
            "Endings of files that are migrations, separated by commas; upper and lower case are the same.");
    static final Setting<Charset> ENCODING = of(
            "migrations.encoding",
            "UTF-8",
            Parsers::charset,
            "Encoding of files whose .sql.conf does not say otherwise.");
    static final Setting<Boolean> PLACEHOLDER_REPLACEMENT = of(
            "migrations.placeholder-replacement",
            "true",
            Parsers::bool,
            "Whether placeholders in migrations are replaced.");
    static final Setting<String> PLACEHOLDER_PREFIX =
            literal("migrations.placeholder-prefix", "${", Parsers::notEmpty, "What a placeholder begins with.");
    static final Setting<String> PLACEHOLDER_SUFFIX =
            literal("migrations.placeholder-suffix", "}", Parsers::notEmpty, "What a placeholder ends with.");
    static final Setting<String> PLACEHOLDERS = literal(
            "migrations.placeholders.<name>",
            null,
            Parsers::any,
            "The text that replaces the placeholder of this name; upper and lower case of the name are the same.");

    static final Setting<String> CONTEXTS = of(
            "migrations.liquibase.contexts",
            "",
            Parsers::any,
            "Contexts in which changesets of Liquibase run, separated by commas; empty for all changesets.");
    static final Setting<String> LABELS = of(
            "migrations.liquibase.labels",
            "",
            Parsers::any,
            "Labels of the changesets of Liquibase that run, such as v1 and !slow; empty for all changesets.");

    static final Setting<String> HISTORY_SCHEMA = of(
            "history.schema",
            "slipway",
            Parsers::schema,
            "Schema of Slipway's own tables. The first run creates it; where the role may not, name one that exists.");
    static final Setting<Duration> LOCK_TIMEOUT = of(
            "lock-timeout",
            "200ms",
            Parsers.duration(MILLISECOND, Parsers.POSTGRESQL_LIMIT),
            "How long a step waits for one lock before it is rolled back and tried again. Readers queue behind a waiting step, so this is how long they may have to wait.");
    static final Setting<Duration> LOCK_RETRY_BUDGET = of(
            "lock-retry-budget",
            "10min",
            Parsers.duration(Duration.ZERO, WEEK),
            "How long a step is tried again after lock time-outs, deadlocks and serialization failures.");
    static final Setting<Duration> STATEMENT_TIMEOUT = of(
            "statement-timeout",
            "0",
            Parsers.duration(Duration.ZERO, Parsers.POSTGRESQL_LIMIT),
            "How long one statement may take; 0 for as long as it needs.");
    static final Setting<OnExisting> ON_EXISTING = of(
            "on-existing",
            "warn",
            Parsers.oneOf(OnExisting.class),
            "What an object is that a migration creates and that is there already: warn or fail.");
    static final Setting<Divide> DIVIDE = of(
            "divide",
            "auto",
            Parsers.oneOf(Divide.class),
            "What happens to a migration with a statement that PostgreSQL refuses in a transaction: auto divides it there into steps, refuse fails.");
    static final Setting<Duration> CHECK_TIMEOUT = of(
            "check-timeout",
            "5s",
            Parsers.duration(Duration.ofMillis(10), Duration.ofMinutes(10)),
            "How long all checks of one status page together may take.");
    static final Setting<List<String>> DRIFT_IGNORE = of(
            "drift.ignore",
            null,
            Parsers::list,
            "Objects whose drift is not told, separated by commas, such as public.event_2*: * stands for any characters. What is ignored is so with its columns, indexes and other parts. A kind may stand before it: table audit.*");
    static final Setting<Duration> DRAIN_TIMEOUT = of(
            "shutdown.drain-timeout",
            "20s",
            Parsers.duration(Duration.ZERO, DAY),
            "How long a stopping server waits for the step it is in before it cancels it. Keep it below the time after which your platform kills the process.");
    static final Setting<Duration> HEARTBEAT = of(
            "heartbeat",
            "1s",
            Parsers.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "How often a node that works on a run says that it is alive.");
    static final Setting<Duration> LOST_AFTER = of(
            "lost-after",
            "15s",
            Parsers.duration(SECOND, DAY),
            "After how long without a heartbeat a node counts as lost and its run may be taken over; at least three heartbeats.");

    static final Setting<String> METRICS_TOKEN = secret(
            "metrics.token",
            Parsers::notEmpty,
            "What a scraper of /metrics has to bring as its bearer token. Without it everybody who reaches the console may read them.");

    static final Setting<String> DB_URL = of(
            "db.url",
            null,
            Parsers::notEmpty,
            "JDBC address of the database, such as jdbc:postgresql://host:5432/name. Read by the server's connection pool.");
    static final Setting<String> DB_USER =
            of("db.user", null, Parsers::notEmpty, "Role that runs migrations. Read by the server's connection pool.");
    static final Setting<String> DB_PASSWORD = secret(
            "db.password",
            Parsers::any,
            "Its password. Read by the server's connection pool, which knows no files: the key below works only as"
                    + " SLIPWAY_DB_PASSWORD_FILE in the Docker image.");
    static final Setting<Integer> HTTP_PORT = of(
            "http.port", "8080", Parsers::port, "Port of the console that mvn -Prun starts. Servers have their own.");

    static final List<Setting<?>> OWN = List.of(
            LOCATION,
            LAYOUT,
            PREFIX,
            REPEATABLE_PREFIX,
            SEPARATOR,
            SUFFIXES,
            ENCODING,
            PLACEHOLDER_REPLACEMENT,
            PLACEHOLDER_PREFIX,
            PLACEHOLDER_SUFFIX,
            PLACEHOLDERS,
            CONTEXTS,
            LABELS,
            HISTORY_SCHEMA,
            LOCK_TIMEOUT,
            LOCK_RETRY_BUDGET,
            STATEMENT_TIMEOUT,
            ON_EXISTING,
            DIVIDE,
            CHECK_TIMEOUT,
            DRIFT_IGNORE,
            DRAIN_TIMEOUT,
            HEARTBEAT,
            LOST_AFTER,
            METRICS_TOKEN,
            DB_URL,
            DB_USER,
            DB_PASSWORD,
            HTTP_PORT);

    static final List<Setting<?>> ALL = Stream.of(OWN, AuthSettingTable.ALL, JwtSettingTable.ALL)
            .flatMap(List::stream)
            .toList();

    private SettingTable() {}
}
