package dev.sallyport.verifier;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys to judge a token by cannot be had at the moment: 503. It says nothing of the token, which may well be good. */
public final class KeysUnavailable extends AccessRefused {
    private static final long serialVersionUID = 1L;

    /**
     * @param retryAfter when to try again; told to the caller in whole seconds, at least one
     * @param cause what went wrong underneath, if anything did
     */
    public KeysUnavailable(String why, Duration retryAfter, @Nullable Throwable cause) {
        super(why, new Answer(503, Map.of("Retry-After", Long.toString(seconds(retryAfter)))), cause);
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
