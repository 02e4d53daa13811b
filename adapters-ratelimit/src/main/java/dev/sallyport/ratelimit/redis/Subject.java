package dev.sallyport.ratelimit.redis;

import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secret.Secret;

/** Whose budget it is. It tells addresses and where people are, so Redis only has its digest. */
final class Subject extends Secret {
    private Subject(String value) {
        super(value);
    }

    static Subject of(Charge charge) {
        return new Subject(charge.subject());
    }
}
