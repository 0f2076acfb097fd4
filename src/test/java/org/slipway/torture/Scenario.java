package org.slipway.torture;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One trial, drawn from its seed.
 *
 * @param at for any time: part of an undisturbed run's duration
 * @param nth for a message: which of its kind
 * @param pause how long what was stopped, delayed or ended stays so; a frozen node, after another has taken over
 * @param secondAfter when a second node presses <em>Run</em>; null when there is none
 */
record Scenario(
        long seed, Kind kind, Moment moment, double at, int nth, Duration pause, Duration secondAfter, Mix mix) {

    static Scenario of(long seed) {
        return of(seed, null, null);
    }

    /** With a given kind and moment; null leaves them to the seed. */
    static Scenario of(long seed, Kind given, Moment when) {
        Random random = new Random(seed);
        Kind drawn = Kind.values()[random.nextInt(Kind.values().length)];
        Kind kind = given == null ? drawn : given;
        Moment moment = random.nextInt(5) < 2 ? Moment.ANY_TIME : message(kind, random);
        moment = when == null ? moment : when;
        double at = random.nextDouble() * 1.05;
        int nth = 1 + random.nextInt(moment.often());
        Duration pause = pause(kind, random);
        boolean two = kind == Kind.TWO_NODES || random.nextInt(4) == 0;
        Duration second = Duration.ofMillis(random.nextBoolean() ? random.nextInt(10) : random.nextInt(600));
        return new Scenario(
                seed, kind, moment, at, nth, pause, two ? second : null, Mix.of(random, moment.isOfAutocommit()));
    }

    /** An answer can't arrive after it was answered. */
    private static Moment message(Kind kind, Random random) {
        List<Moment> all = List.of(Moment.values());
        Moment drawn = all.get(1 + random.nextInt(all.size() - 1));
        return kind == Kind.OVERTAKEN && drawn == Moment.COMMIT_ANSWERED ? Moment.COMMIT : drawn;
    }

    private static Duration pause(Kind kind, Random random) {
        long lostAfter = NodeMain.LOST_AFTER.toMillis();
        return Duration.ofMillis(
                switch (kind) {
                    case NODE_FROZEN -> random.nextInt(500);
                    case DELAYED -> 50 + random.nextInt(2 * (int) lostAfter);
                    default -> random.nextInt(700);
                });
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + kind + " at " + moment
                + (moment == Moment.ANY_TIME ? " " + Math.round(at * 100) + " %" : " no. " + nth) + ", pause " + pause
                + (secondAfter == null ? "" : ", second node after " + secondAfter) + ", " + mix;
    }
}
