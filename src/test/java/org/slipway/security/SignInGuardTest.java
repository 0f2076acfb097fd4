package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slipway.security.PasswordSignIn.Outcome;
import org.slipway.security.SignInGuard.Attempt;
import org.slipway.testing.Await;

class SignInGuardTest {
    private static final String OFFICE = "203.0.113.5";
    private static final Outcome ACCEPTED = new Outcome.Accepted(new Caller("admin", Set.of("admin")));
    private static final Outcome WRONG = new Outcome.WrongCredentials();
    private static final Outcome TOO_MANY = new Outcome.TooManyTries();

    private final AtomicLong now = new AtomicLong();
    private final SignInGuard guard = new SignInGuard(now::get, 2);

    @Test
    void aStrangerAtTheSameAddressCanNotKeepAKnownBrowserOut() {
        fail(1000, new Attempt("admin", OFFICE, null));

        assertThat(succeed(new Attempt("admin", OFFICE, "the admin's browser"))).isEqualTo(ACCEPTED);
        assertThat(succeed(new Attempt("admin", OFFICE, null))).isEqualTo(TOO_MANY);
    }

    @Test
    void aStrangerAtAnotherAddressCanNotKeepAnybodyOut() {
        fail(1000, new Attempt("admin", "198.51.100.7", null));

        assertThat(succeed(new Attempt("admin", OFFICE, null))).isEqualTo(ACCEPTED);
    }

    @Test
    void failuresInOneNameLeaveTriesForOthersAtTheAddress() {
        fail(1000, new Attempt("admin", OFFICE, null));

        assertThat(succeed(new Attempt("vera", OFFICE, null))).isEqualTo(ACCEPTED);
    }

    @Test
    void nobodyWaitsLongerThanASecond() {
        fail(1000, new Attempt("admin", OFFICE, null));
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(succeed(new Attempt("admin", OFFICE, null))).isEqualTo(ACCEPTED);
    }

    @Test
    void guessingManyNamesFromOneAddressIsSlowedToo() {
        long checked = IntStream.range(0, 1000)
                .filter(i -> fail(new Attempt("name " + i, OFFICE, null)).equals(WRONG))
                .count();

        assertThat(checked).isEqualTo(50);
    }

    @Test
    void allAddressesOfOneNetworkOfVersionSixCountAsOne() {
        long checked = IntStream.range(0, 1000)
                .filter(i -> fail(new Attempt("admin", "2001:db8::" + Integer.toHexString(i), null))
                        .equals(WRONG))
                .count();

        assertThat(checked).isEqualTo(10);
    }

    @Test
    void aRightPasswordDoesNotPayForGuessingAnothers() {
        fail(10, new Attempt("admin", OFFICE, null));

        assertThat(succeed(new Attempt("vera", OFFICE, null))).isEqualTo(ACCEPTED);
        assertThat(fail(new Attempt("admin", OFFICE, null))).isEqualTo(TOO_MANY);
    }

    @Test
    void whoTypedWrongAndThenRightBeginsAnew() {
        fail(9, new Attempt("admin", OFFICE, null));
        succeed(new Attempt("admin", OFFICE, null));

        assertThat(IntStream.range(0, 10).mapToObj(i -> fail(new Attempt("admin", OFFICE, null))))
                .containsOnly(WRONG);
    }

    @Test
    void aKnownBrowserThatGuessesIsAStranger() {
        Attempt stolen = new Attempt("admin", OFFICE, "a stolen cookie");
        long checked =
                IntStream.range(0, 1000).filter(i -> fail(stolen).equals(WRONG)).count();

        assertThat(checked).as("ten as a known browser, ten as a stranger").isEqualTo(20);
    }

    @Test
    void aFloodTakesOneProcessorOfTwoAndFewThreadsAndLeavesAWayForKnownBrowsers() throws Exception {
        CountDownLatch checksMayEnd = new CountDownLatch(1);
        AtomicInteger checking = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        ExecutorService flood = Executors.newFixedThreadPool(50);
        try {
            List<Future<Outcome>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Attempt attempt = new Attempt("admin", "198.51.100." + i, null);
                answers.add(flood.submit(() -> guard.check(attempt, () -> {
                    mostAtOnce.accumulateAndGet(checking.incrementAndGet(), Math::max);
                    await(checksMayEnd);
                    checking.decrementAndGet();
                    return Optional.empty();
                })));
            }
            long refused = Await.until(
                    Duration.ofSeconds(20),
                    () -> answers.stream().filter(Future::isDone).count(),
                    done -> done == 49);
            Outcome known = succeed(new Attempt("admin", OFFICE, "the admin's browser"));
            checksMayEnd.countDown();

            assertThat(refused).isEqualTo(49);
            assertThat(known).isEqualTo(ACCEPTED);
            assertThat(answers.stream().map(SignInGuardTest::result).filter(WRONG::equals))
                    .hasSize(1);
            assertThat(mostAtOnce).hasValue(1);
        } finally {
            checksMayEnd.countDown();
            flood.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Outcome result(Future<Outcome> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private Outcome succeed(Attempt attempt) {
        return guard.check(attempt, () -> Optional.of(((Outcome.Accepted) ACCEPTED).caller()));
    }

    private Outcome fail(Attempt attempt) {
        return guard.check(attempt, Optional::empty);
    }

    private void fail(int times, Attempt attempt) {
        IntStream.range(0, times).forEach(i -> fail(attempt));
    }
}
