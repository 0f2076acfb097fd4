package org.slipway.history;

import java.util.List;

/**
 * What the step under way has done until now, as the node that works on it knows. Nothing of it is committed yet.
 *
 * @param statements that have ended
 * @param rows that those have written or given, as the server counted them; what the statement under way has done nobody
 *     but its own session sees
 * @param notices the last ones that the server has sent, also those of the statement under way
 */
public record SoFar(long statements, long rows, List<String> notices) {
    public static final SoFar NOTHING = new SoFar(0, 0, List.of());

    public SoFar {
        notices = List.copyOf(notices);
    }
}
