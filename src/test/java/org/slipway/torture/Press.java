package org.slipway.torture;

import java.nio.file.Path;
import java.util.Locale;

/** One press of <em>Run</em> at a node, followed until what it may have started is over. */
final class Press {
    /** What the node says became of it. */
    enum Outcome {
        STARTED,
        ACTIVE,
        NOTHING_PENDING,
        INVALID,
        UNAVAILABLE,
        BROKEN,
        /** The node was killed over it. */
        GONE;

        /** Pressed again it would be no better. */
        boolean isHopeless() {
            return this == INVALID || this == BROKEN || this == GONE;
        }
    }

    private final Node node;
    private Outcome outcome;
    private String detail = "";
    private boolean over;

    Press(Node node, String url, Path migrations, PlantedFault fault) {
        this.node = node;
        node.tell(url + "\t" + migrations + "\t" + fault);
    }

    /** Null before it is answered. */
    Outcome outcome() {
        return isAnswered() ? outcome : null;
    }

    /** Of what was started. */
    long run() {
        return Long.parseLong(detail);
    }

    boolean isAnswered() {
        String line = outcome == null ? node.heard() : null;
        if (line != null) {
            String[] answer = line.split("\t", 2);
            outcome = Outcome.valueOf(answer[0].toUpperCase(Locale.ROOT));
            detail = answer[1];
        }
        return outcome != null;
    }

    /** The node is idle again, or gone. */
    boolean isOver() {
        over = over || isAnswered() && (outcome == Outcome.GONE || node.heard() != null);
        return over;
    }

    @Override
    public String toString() {
        return outcome + " " + detail;
    }
}
