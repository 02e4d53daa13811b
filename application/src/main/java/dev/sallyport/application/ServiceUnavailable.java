package dev.sallyport.application;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that Sallyport depends on does not answer, or there is too much to do. It says nothing about the request. */
public final class ServiceUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String dependency;
    private final Duration retryAfter;

    /**
     * Says what does not answer.
     *
     * @param dependency what does not answer, in one word, for logs and health
     * @param retryAfter when it is worth asking again
     */
    public ServiceUnavailable(String dependency, Duration retryAfter, @Nullable Throwable cause) {
        super(dependency + " is unavailable", cause);
        this.dependency = dependency;
        this.retryAfter = retryAfter;
    }

    public String dependency() {
        return dependency;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
