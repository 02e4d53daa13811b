package dev.sallyport.ratelimit;

import dev.sallyport.application.ServiceUnavailable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls that get so much time and no more. Each has a virtual thread of its own, which is interrupted when the time is up: that ends what waits
 * for a socket. What does not heed it keeps its place until it ends, so that there are never more than so many.
 */
final class TimedCalls {
    private final Semaphore places;

    /**
     * @param most how many calls there are at once at the most
     */
    TimedCalls(int most) {
        this.places = new Semaphore(most);
    }

    /** What became of a call. */
    sealed interface Outcome<T> {
        record Answered<T>(T value) implements Outcome<T> {}

        /**
         * There was no answer, or none in time.
         *
         * @param reason for people, without anything that the call was about
         */
        record Failed<T>(String reason) implements Outcome<T> {}

        /** Nobody knows, and it is not the called one's fault: all places are taken, or the caller was interrupted, and still is. */
        record Unknown<T>() implements Outcome<T> {}
    }

    /**
     * Calls, and waits so long for the answer.
     *
     * @throws RuntimeException what the call threw, unless it is {@link ServiceUnavailable}: then it is a bug
     */
    <T> Outcome<T> call(Duration longest, Callable<T> callable) {
        if (!places.tryAcquire()) {
            return new Outcome.Unknown<>();
        }
        FutureTask<T> call = new FutureTask<>(callable);
        Thread.ofVirtual().name("rate-limit-store").start(() -> {
            try {
                call.run();
            } finally {
                places.release();
            }
        });
        return outcome(call, longest);
    }

    private static <T> Outcome<T> outcome(FutureTask<T> call, Duration longest) {
        try {
            return new Outcome.Answered<>(call.get(longest.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            // After a pause of the whole machine the answer may be there, although the time is up.
            return call.cancel(true)
                    ? new Outcome.Failed<>("no answer within " + longest.toMillis() + " ms")
                    : outcome(call, longest);
        } catch (InterruptedException interrupted) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Unknown<>();
        } catch (ExecutionException failure) {
            return new Outcome.Failed<>(reason(failure.getCause()));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case ServiceUnavailable outage -> reason(outage);
            case RuntimeException bug -> throw bug;
            case Error bug -> throw bug;
            case null, default -> throw new IllegalStateException(failure);
        };
    }

    /** With the first cause, which is what people can do something about. */
    private static String reason(ServiceUnavailable outage) {
        Throwable first = null;
        for (Throwable cause = outage.getCause(); cause != null; cause = cause.getCause()) {
            first = cause;
        }
        String what = outage.dependency() + " is unavailable";
        return first == null ? what : what + " (" + first.getClass().getSimpleName() + ": " + first.getMessage() + ")";
    }
}
