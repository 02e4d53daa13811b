package dev.sallyport.ratelimit.redis;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Budgets in Redis, which all instances share, as token buckets: a full one allows its capacity at once, and what was taken comes back evenly over
 * the period. A refusal takes nothing.
 *
 * <p>All budgets of a call are asked by one script in one round trip, by the clock of Redis; those of the instances play no part. A budget is forgotten
 * when it is full again. In a cluster, those of one call lie on several servers: each is asked, all at once, and if one refuses, the others get back
 * what they gave. In between, they are emptier for others than they should be, never fuller.
 *
 * <p>Redis sees digests of subjects, neither addresses nor networks.
 */
public final class RedisRateLimits implements RateLimits, AutoCloseable {
    private static final String NAME = "redis";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Uses uses;
    private final Opening opening;
    private final RedisPatience patience;
    private final RedisListener listener;

    /**
     * Begins to connect, and does not wait for it.
     *
     * @param rates one for every limit that will ever be charged
     * @param digests the same for all instances
     */
    public RedisRateLimits(
            RedisAddress address,
            RedisPatience patience,
            Map<Limit, Rate> rates,
            SecretDigests digests,
            RedisListener listener) {
        this(address, patience, rates, digests, listener, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /**
     * @param sockets which know whose certificates to trust
     */
    RedisRateLimits(
            RedisAddress address,
            RedisPatience patience,
            Map<Limit, Rate> rates,
            SecretDigests digests,
            RedisListener listener,
            SSLSocketFactory sockets) {
        this.uses = new Uses(rates, digests);
        this.patience = patience;
        this.listener = listener;
        this.opening = new Opening(new RedisClients(address, patience, sockets)::open);
    }

    /** What is done with Redis once it is there. */
    @FunctionalInterface
    private interface Call<T> {
        T ask(OpenRedis redis) throws InterruptedException;
    }

    /**
     * @throws ServiceUnavailable if Redis does not answer in time, or with an error
     */
    @Override
    public Decision take(List<Charge> charges) {
        List<Use> wanted = uses.of(charges);
        return wanted.isEmpty() ? new Decision.Allowed(List.of()) : ask(redis -> decide(redis.take(wanted)));
    }

    private Decision decide(List<Part> parts) {
        List<Part.Taken> taken = only(Part.Taken.class, parts).toList();
        if (taken.size() == parts.size()) {
            return allowed(taken);
        }
        giveBackUses(taken.stream().flatMap(part -> part.uses().stream()).toList());
        only(Part.Failed.class, parts).findFirst().ifPresent(failed -> {
            throw failed.failure();
        });
        // Of several that are empty for as long, the first.
        return new Decision.Limited(only(Part.Refused.class, parts)
                .map(Part.Refused::exhausted)
                .reduce((one, other) -> one.refill().compareTo(other.refill()) < 0 ? other : one)
                .orElseThrow());
    }

    private static <P extends Part> Stream<P> only(Class<P> kind, List<Part> parts) {
        return parts.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** In the order of the charges. */
    private static Decision allowed(List<Part.Taken> taken) {
        record Left(int place, Budget budget) {}
        return new Decision.Allowed(taken.stream()
                .flatMap(part -> IntStream.range(0, part.uses().size())
                        .mapToObj(i ->
                                new Left(part.uses().get(i).place(), part.left().get(i))))
                .sorted(Comparator.comparingInt(Left::place))
                .map(Left::budget)
                .toList());
    }

    /** If Redis does not answer, only the listener is told. */
    @Override
    public void giveBack(List<Charge> charges) {
        giveBackUses(uses.of(charges));
    }

    private void giveBackUses(List<Use> taken) {
        if (taken.isEmpty()) {
            return;
        }
        try {
            ask(redis -> {
                redis.giveBack(taken);
                return taken;
            });
        } catch (ServiceUnavailable stayTaken) {
            // The listener was told, and the request has its answer already.
        }
    }

    private <T> T ask(Call<T> call) {
        long begun = System.nanoTime();
        try {
            T answer = call.ask(opening.await(patience.connect()));
            listener.answered(since(begun));
            return answer;
        } catch (InterruptedException | TimeoutException | RuntimeException failure) {
            ServiceUnavailable unavailable = new ServiceUnavailable(NAME, RETRY_AFTER, failure);
            if (isInterruption(failure)) {
                Thread.currentThread().interrupt();
            }
            listener.failed(since(begun), unavailable);
            throw unavailable;
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Libraries wrap it, and forget to say it again. */
    private static boolean isInterruption(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(InterruptedException.class::isInstance);
    }

    @Override
    public void close() {
        opening.close();
    }
}
