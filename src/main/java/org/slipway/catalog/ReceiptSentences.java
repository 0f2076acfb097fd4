package org.slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slipway.catalog.Receipt.Action;
import org.slipway.catalog.Receipt.Effect;
import org.slipway.catalog.Receipt.HeldLock;
import org.slipway.catalog.Receipt.ObjectChange;
import org.slipway.catalog.Receipt.Scan;

/** A {@link Receipt} in sentences: no longer than a person reads, without the schema {@code public}. */
final class ReceiptSentences {
    private static final int NAMED = 20;

    /** Nobody notices that a table of fewer rows is read. */
    private static final int ROWS_WORTH_TELLING = 1000;

    private static final Pattern PUBLIC = Pattern.compile("(?<![\\w$\".])public\\.");

    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^.\"]+)";

    private static final Pattern LAST_NAME = Pattern.compile(NAME + "$");

    private static final Pattern ON_RELATION = Pattern.compile("(" + NAME + ") ON " + NAME + "\\." + NAME);

    /** Told with their table when it is created or dropped. */
    private static final Set<String> INNER_PARTS = Set.of("column", "constraint");

    private final String label;
    private final Receipt receipt;

    ReceiptSentences(String label, Receipt receipt) {
        this.label = label;
        this.receipt = receipt;
    }

    List<String> all() {
        if (receipt.failure() != null) {
            return List.of(label + " was applied, but what it did could not be asked for (" + receipt.failure()
                    + "), so what it changed may be told as drift");
        }
        return Stream.of(changes(), rows(), effects()).flatMap(List::stream).toList();
    }

    private List<String> changes() {
        Set<String> fresh = whole(Action.CREATED, Action.REPLACED);
        Set<String> gone = whole(Action.DROPPED);
        Map<String, List<String>> byVerb = new LinkedHashMap<>();
        for (ObjectChange change : receipt.objects()) {
            boolean told = change.of() == null
                    || !(gone.contains(change.of())
                            || fresh.contains(change.of()) && INNER_PARTS.contains(change.kind()));
            if (told && !movedAlong(change)) {
                byVerb.computeIfAbsent(verb(change), verb -> new ArrayList<>()).add(named(change));
            }
        }
        return byVerb.entrySet().stream()
                .map(told -> sentence(told.getKey(), told.getValue()))
                .toList();
    }

    private Set<String> whole(Action... actions) {
        return receipt.objects().stream()
                .filter(change -> List.of(actions).contains(change.action()) && change.of() == null)
                .map(ObjectChange::identity)
                .collect(Collectors.toSet());
    }

    private static String verb(ObjectChange change) {
        return switch (change.action()) {
            case CREATED -> INNER_PARTS.contains(change.kind()) ? "added" : "created";
            case REPLACED -> "dropped and created anew";
            default -> change.action().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String named(ObjectChange change) {
        String name = change.was() == null ? change.identity() : change.was();
        if (isRelation(change)) {
            return change.kind() + " " + (change.was() == null ? plain(name) : plainBoth(name, change.identity()));
        }
        return change.kind() + " " + partName(name) + " of " + plain(change.of())
                + (change.was() == null ? "" : " to " + partName(change.identity()));
    }

    private static boolean isRelation(ObjectChange change) {
        return change.of() == null || change.kind().equals("index");
    }

    /** Only its relation has another name. */
    private static boolean movedAlong(ObjectChange change) {
        return change.was() != null
                && !isRelation(change)
                && partName(change.identity()).equals(partName(change.was()));
    }
    /** {@code due_on} for {@code public.invoice.due_on}, {@code positive} for {@code positive ON public.invoice}. */
    private static String partName(String identity) {
        Matcher on = ON_RELATION.matcher(identity);
        Matcher last = LAST_NAME.matcher(identity);
        return on.matches() ? on.group(1) : last.find() ? last.group() : identity;
    }

    /** The schema is told when it is what changed. */
    private static String plainBoth(String was, String is) {
        boolean moved = was.startsWith("public.") != is.startsWith("public.");
        return moved ? was + " to " + is : plain(was) + " to " + plain(is);
    }

    private List<String> rows() {
        List<String> written = receipt.effects().stream()
                .filter(effect -> effect.inserted() + effect.updated() + effect.deleted() > 0)
                .map(effect -> plain(effect.identity()) + " (" + counts(effect) + ")")
                .toList();
        return written.isEmpty() ? List.of() : List.of(sentence("wrote rows of", written));
    }

    private static String counts(Effect effect) {
        return Stream.of(
                        count(effect.inserted(), "inserted"),
                        count(effect.updated(), "updated"),
                        count(effect.deleted(), "deleted"))
                .filter(count -> !count.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String count(long rows, String what) {
        return rows == 0 ? "" : number(rows) + " " + what;
    }

    private List<String> effects() {
        List<String> sentences = receipt.effects().stream()
                .filter(effect -> !effect.created())
                .map(this::effect)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
        if (sentences.size() <= NAMED) {
            return sentences;
        }
        List<String> shortened = new ArrayList<>(sentences.subList(0, NAMED));
        shortened.add(
                label + " held locks on, read or rewrote " + number(sentences.size() - NAMED) + " more relations");
        return shortened;
    }

    /** Such as "V3 held ACCESS EXCLUSIVE on invoice for 41 ms; read it whole (120,000 rows); no rewrite". */
    private String effect(Effect effect) {
        List<HeldLock> locks = worthTelling(effect);
        String name = plain(effect.identity());
        List<String> parts = new ArrayList<>();
        if (!locks.isEmpty()) {
            parts.add("held " + locks.get(0).mode() + " on " + name + " for "
                    + duration(locks.get(0).millis())
                    + locks.stream()
                            .skip(1)
                            .map(lock -> ", " + lock.mode() + " for " + duration(lock.millis()))
                            .collect(Collectors.joining()));
        }
        Scan scan = effect.scan();
        if (scan != null && (!locks.isEmpty() || scan.rows() >= ROWS_WORTH_TELLING)) {
            parts.add(read(scan, locks.isEmpty() ? name : "it"));
        }
        parts.addAll(storage(effect, parts.isEmpty() ? name : "it"));
        return parts.isEmpty() ? "" : label + " " + String.join("; ", parts);
    }

    /** Queries wait for an index only while it is locked against everything. */
    private static List<HeldLock> worthTelling(Effect effect) {
        boolean told = !effect.kind().equals("index")
                || effect.locks().stream().anyMatch(lock -> lock.mode().equals("ACCESS EXCLUSIVE"));
        return told ? effect.strongLocks() : List.of();
    }

    private static String read(Scan scan, String name) {
        String times = scan.count() == 1 ? "" : " " + number(scan.count()) + " times";
        return scan.whole()
                ? "read " + name + " whole" + times + " (" + rows(scan.rows()) + ")"
                : "read " + rows(scan.rows()) + " of " + name + times;
    }

    private static List<String> storage(Effect effect, String name) {
        String indexes = effect.rebuilt().isEmpty()
                ? ""
                : (effect.rebuilt().size() == 1 ? "index " : "indexes ")
                        + effect.rebuilt().stream().map(ReceiptSentences::plain).collect(Collectors.joining(", "));
        if (effect.rewritten()) {
            return List.of("rewrote " + name + (indexes.isEmpty() ? "" : " and " + indexes));
        }
        if (effect.emptied()) {
            return List.of("emptied " + name);
        }
        boolean couldHave = !effect.dropped()
                && effect.locks().stream().anyMatch(lock -> lock.mode().equals("ACCESS EXCLUSIVE"))
                && (effect.kind().equals("table") || effect.kind().equals("materialized view"));
        return Stream.of(indexes.isEmpty() ? "" : "rebuilt " + indexes, couldHave ? "no rewrite" : "")
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private String sentence(String verb, List<String> names) {
        int more = names.size() - NAMED;
        String shown = String.join(", ", more > 0 ? names.subList(0, NAMED) : names);
        return label + " " + verb + " " + shown + (more > 0 ? " and " + number(more) + " more" : "");
    }

    private static String plain(String name) {
        return PUBLIC.matcher(name).replaceAll("");
    }

    private static String rows(long rows) {
        return number(rows) + (rows == 1 ? " row" : " rows");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String duration(long millis) {
        if (millis < 1) {
            return "less than 1 ms";
        }
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : millis / 60_000 + " min " + millis / 1000 % 60 + " s";
    }
}
