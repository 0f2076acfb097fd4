package org.slipway.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slipway.history.SoFar;

/**
 * What the step under way has done: told by the thread that works on it, read by its heartbeat.
 *
 * <p>Notices of the statement under way are looked at while the driver adds to them, which it allows; they are taken from it
 * and kept here under one lock, so that none is seen twice or missed in between.
 */
final class StepSoFar {
    static final int KEPT_NOTICES = 20;
    private static final int KEPT_CHARACTERS = 500;

    private final Deque<String> heard = new ArrayDeque<>();
    private Supplier<List<String>> unheard = List::of;
    private long statements;
    private long rows;

    synchronized void begin() {
        heard.clear();
        unheard = List::of;
        statements = 0;
        rows = 0;
    }

    /** @param notices of the statement under way that are not heard yet */
    synchronized void listen(Supplier<List<String>> notices) {
        unheard = notices;
    }

    /** The statement has ended: its notices are here from now on. */
    synchronized void heard(List<String> notices) {
        notices.forEach(this::keep);
        unheard = List::of;
    }

    private void keep(String notice) {
        heard.addLast(shortened(notice));
        if (heard.size() > KEPT_NOTICES) {
            heard.removeFirst();
        }
    }

    private static String shortened(String notice) {
        return notice.length() <= KEPT_CHARACTERS ? notice : notice.substring(0, KEPT_CHARACTERS - 1) + "…";
    }

    synchronized void statementDone(long itsRows) {
        statements++;
        rows += itsRows;
    }

    synchronized SoFar now() {
        List<String> notices = new ArrayList<>(heard);
        unheard.get().forEach(notice -> notices.add(shortened(notice)));
        int from = Math.max(0, notices.size() - KEPT_NOTICES);
        return new SoFar(statements, rows, notices.subList(from, notices.size()));
    }
}
