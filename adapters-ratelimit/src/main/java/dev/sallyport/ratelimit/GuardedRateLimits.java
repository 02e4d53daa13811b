package dev.sallyport.ratelimit;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.ratelimit.TimedCalls.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Budgets in a store that may fail, which costs no request more than {@link #LONGEST_CALL} and never opens the door: whoever gets no answer is
 * judged by other budgets, and from the first failure on the store is left alone until it answers again.
 *
 * <p>A call that is given up may still have its effect: then something is taken in the store, too, and the store allows a little less than it
 * might. What was taken from one is never given back to the other; where it came from is remembered for {@link TakenElsewhere#REMEMBERED}.
 */
public final class GuardedRateLimits implements RateLimits, AutoCloseable {
    /** Less than the 50 ms that a request may lose: the rest is for the machine to notice. */
    public static final Duration LONGEST_CALL = Duration.ofMillis(40);

    /** A probe may take longer at first: connections have to be made anew, and nobody waits for it. */
    public static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);

    /** More than an answering store has at the same moment: each takes about a millisecond. */
    static final int MOST_CALLS = 64;

    private static final int TRIES_IN_TIME = 3;

    /** One at a time; the one before may still be on its way out. */
    private static final int MOST_PROBES = 2;

    private final Duration longestCall;
    private final RateLimits store;
    private final RateLimits otherwise;
    private final Charge probe;
    private final TimedCalls calls = new TimedCalls(MOST_CALLS);
    private final TimedCalls probes = new TimedCalls(MOST_PROBES);
    private final TakenElsewhere takenElsewhere;
    private final Circuit circuit;

    private GuardedRateLimits(
            RateLimits store,
            RateLimits otherwise,
            Charge probe,
            StoreListener listener,
            InstantSource clock,
            Duration longestCall) {
        this.longestCall = longestCall;
        this.store = store;
        this.otherwise = otherwise;
        this.probe = probe;
        this.takenElsewhere = new TakenElsewhere(clock);
        this.circuit = Circuit.start(this::askInVain, listener);
    }

    /**
     * Asks the store once, a little over a second at the most, to know where to begin; it need not be there.
     *
     * @param store throws {@link dev.sallyport.application.ServiceUnavailable} if it cannot be asked
     * @param otherwise who decides while the store does not
     * @param probe what the store is asked for to see whether it answers; of no one's budget
     */
    public static GuardedRateLimits start(
            RateLimits store, RateLimits otherwise, Charge probe, StoreListener listener, InstantSource clock) {
        return start(store, otherwise, probe, listener, clock, LONGEST_CALL);
    }

    static GuardedRateLimits start(
            RateLimits store,
            RateLimits otherwise,
            Charge probe,
            StoreListener listener,
            InstantSource clock,
            Duration longestCall) {
        return new GuardedRateLimits(store, otherwise, probe, listener, clock, longestCall);
    }

    @Override
    public Decision take(List<Charge> charges) {
        return switch (ask(() -> store.take(charges))) {
            case Outcome.Answered<Decision>(var decision) -> decision;
            case Outcome.Failed<Decision> failed -> takeElsewhere(charges);
            case Outcome.Unknown<Decision> unknown -> takeElsewhere(charges);
        };
    }

    private Decision takeElsewhere(List<Charge> charges) {
        Decision decision = otherwise.take(charges);
        if (decision instanceof Decision.Allowed) {
            takenElsewhere.add(charges);
        }
        return decision;
    }

    @Override
    public void giveBack(List<Charge> charges) {
        TakenElsewhere.Sorted sorted = takenElsewhere.sort(charges);
        if (!isAnswering()) {
            otherwise.giveBack(sorted.elsewhere());
        } else if (!sorted.others().isEmpty()) {
            ask(() -> {
                store.giveBack(sorted.others());
                return sorted;
            });
        }
    }

    /** Whether the store is asked at the moment. */
    public boolean isAnswering() {
        return circuit.isClosed();
    }

    /** Whether the store answers now, in time; if it does not, it is not asked from now on. */
    public boolean isReachable() {
        return ask(this::askForNothing) instanceof Outcome.Answered;
    }

    private <T> Outcome<T> ask(Callable<T> question) {
        if (!circuit.isClosed()) {
            return new Outcome.Unknown<>();
        }
        Outcome<T> outcome = calls.call(longestCall, question);
        if (outcome instanceof Outcome.Failed<T>(var reason)) {
            circuit.failed(reason);
        }
        return outcome;
    }

    /**
     * Why the store does not answer in time, if so. The first answer may take longer than those that count, of which one in time is enough: on a
     * busy machine, or one that has just been started, any single one can be late.
     */
    private Optional<String> askInVain() {
        Optional<String> failure = askInVain(LONGEST_CONNECT);
        if (failure.isPresent()) {
            return failure;
        }
        failure = askInVain(longestCall);
        for (int again = 1; failure.isPresent() && again < TRIES_IN_TIME; again++) {
            failure = askInVain(longestCall);
        }
        return failure;
    }

    private Optional<String> askInVain(Duration longest) {
        try {
            return switch (probes.call(longest, this::askForNothing)) {
                case Outcome.Answered<Decision> answered -> Optional.empty();
                case Outcome.Failed<Decision>(var reason) -> Optional.of(reason);
                case Outcome.Unknown<Decision> unknown -> Optional.of("earlier questions are still unanswered");
            };
        } catch (RuntimeException | Error unforeseen) {
            return Optional.of(unforeseen.getClass().getSimpleName());
        }
    }

    /** Writes, as real questions do: a store that can only be read is of no use. */
    private Decision askForNothing() {
        Decision decision = store.take(List.of(probe));
        store.giveBack(List.of(probe));
        return decision;
    }

    /** Asks the store no more; what it holds is its owner's to close. */
    @Override
    public void close() {
        circuit.close();
    }
}
