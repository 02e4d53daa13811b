package dev.sallyport.ratelimit.redis;

import dev.sallyport.application.ServiceUnavailable;
import java.time.Duration;

/** Is told of every call to Redis; by many threads at once, and while a request waits, so it is quick and throws nothing. */
public interface RedisListener {
    /** The call was answered. */
    void answered(Duration took);

    /** The call was not answered, or with an error. What was to be given back stays taken; what was to be taken, the caller is told of too. */
    void failed(Duration took, ServiceUnavailable failure);

    /** Nobody wants to know. */
    static RedisListener none() {
        return new RedisListener() {
            @Override
            public void answered(Duration took) {
                // Nobody wants to know.
            }

            @Override
            public void failed(Duration took, ServiceUnavailable failure) {
                // Nobody wants to know.
            }
        };
    }
}
