package dev.sallyport.verifier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The published keys of a Sallyport, kept, and fetched again by one thread for all.
 *
 * <p>Fresh keys cost nothing. Ageing ones are replaced in the background. Only three callers wait, at most for the time-out: the first,
 * one that finds the keys stale, and one whose key is unknown. An unknown id leads to a fetch only if the keys are not quite new, so
 * that forged ids cost Sallyport next to nothing, and nothing is remembered of them. After a failure there is a pause, in which nobody
 * waits.
 */
final class JwksKeys implements KeySource {
    /**
     * So old must the keys be for an unknown id to lead to a fetch. Sallyport publishes keys ahead of their use: by {@code keys rotate} ten
     * seconds, of which its instances take two to notice. This is shorter, or good tokens would be refused for a moment.
     */
    static final Duration UNKNOWN_ID_INTERVAL = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(JwksKeys.class.getName());

    private final JwksEndpoint endpoint;
    private final Duration keepFor;
    private final InstantSource clock;
    private final AtomicReference<State> state = new AtomicReference<>(new State(null, null, null));

    /**
     * @param keepFor how long the keys go on being used when no newer ones can be had
     */
    JwksKeys(JwksEndpoint endpoint, Duration keepFor, InstantSource clock) {
        this.endpoint = endpoint;
        this.keepFor = keepFor;
        this.clock = clock;
    }

    /** What we have, what went wrong last, and the fetch under way. It is replaced as a whole, so that only one can begin a fetch. */
    private record State(
            @Nullable FetchedKeys keys,
            @Nullable Outage outage,
            @Nullable CompletableFuture<State> fetch) {}

    private enum Need {
        NOTHING,
        NEW_KEYS_SOON,
        NEW_KEYS_NOW
    }

    @Override
    public Optional<VerificationKey> find(String id) {
        return Optional.ofNullable(keysFor(id).keys().get(id));
    }

    @Override
    public void warmUp() {
        keysFor(null);
    }

    /** Keys that can tell whether there is one of that id; null if any id will do. */
    private FetchedKeys keysFor(@Nullable String id) {
        while (true) {
            Instant now = clock.instant();
            State seen = state.get();
            Need need = need(seen, id, now);
            if (need != Need.NOTHING && seen.fetch() == null && !isPausing(seen, now)) {
                CompletableFuture<@Nullable Void> signal = new CompletableFuture<>();
                State begun = new State(seen.keys(), seen.outage(), fetch(seen, now, signal));
                if (!state.compareAndSet(seen, begun)) {
                    continue;
                }
                signal.complete(null);
                seen = begun;
            }
            return need == Need.NEW_KEYS_NOW
                    ? known(afterFetch(seen), id, now)
                    : Objects.requireNonNull(seen.keys(), "keys in need of nothing at once");
        }
    }

    private Need need(State seen, @Nullable String id, Instant now) {
        FetchedKeys keys = seen.keys();
        if (keys == null || !isUsable(keys, now)) {
            return Need.NEW_KEYS_NOW;
        }
        if (id != null && !keys.has(id)) {
            return keys.isYoungerThan(UNKNOWN_ID_INTERVAL, now) ? Need.NOTHING : Need.NEW_KEYS_NOW;
        }
        if (!keys.isAgeing(now)) {
            return Need.NOTHING;
        }
        return keys.isFresh(now) || seen.outage() != null ? Need.NEW_KEYS_SOON : Need.NEW_KEYS_NOW;
    }

    private boolean isUsable(FetchedKeys keys, Instant now) {
        return keys.isFresh(now) || keys.isYoungerThan(keepFor, now);
    }

    private static boolean isPausing(State seen, Instant now) {
        return seen.outage() != null && seen.outage().isPausing(now);
    }

    /** The old keys will do if new ones cannot be had, but they do not show that an id is nobody's. */
    private FetchedKeys known(State after, @Nullable String id, Instant now) {
        FetchedKeys keys = after.keys();
        Outage outage = after.outage();
        if (outage != null && (keys == null || !isUsable(keys, now) || (id != null && !keys.has(id)))) {
            throw outage.unavailable(now);
        }
        return Objects.requireNonNull(keys, "keys after a fetch");
    }

    private static State afterFetch(State seen) {
        if (seen.fetch() == null) {
            return seen;
        }
        try {
            return seen.fetch().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailable("interrupted while waiting for the keys", Duration.ofSeconds(1), interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a fetch ends in a state, whatever comes of it", impossible);
        }
    }

    /** A fetch that begins at the signal, when everybody can see that it is under way. */
    private CompletableFuture<State> fetch(State before, Instant now, CompletableFuture<@Nullable Void> signal) {
        return signal.thenCompose(begin -> endpoint.fetch(before.keys(), now))
                .handle((keys, failure) -> failure == null ? new State(keys, null, null) : failed(before, failure))
                .whenComplete((after, none) -> {
                    state.set(after);
                    log(before.outage(), after.outage());
                });
    }

    private State failed(State before, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        int failures = before.outage() == null ? 0 : before.outage().failures();
        return new State(before.keys(), Outage.after(failures, cause, clock.instant()), null);
    }

    /** Once when it begins, once when it is over. */
    private void log(@Nullable Outage before, @Nullable Outage after) {
        if (before == null && after != null) {
            LOG.log(System.Logger.Level.WARNING, "Cannot fetch the keys at {0}: {1}", endpoint, after.cause());
        } else if (before != null && after == null) {
            LOG.log(System.Logger.Level.INFO, "The keys at {0} can be fetched again", endpoint);
        }
    }
}
