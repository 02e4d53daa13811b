package dev.sallyport.ratelimit.redis;

import dev.sallyport.domain.secret.Secret;

/** The password that Redis wants from us. */
public final class RedisPassword extends Secret {
    private RedisPassword(String value) {
        super(value);
    }

    public static RedisPassword of(String value) {
        return new RedisPassword(value);
    }
}
