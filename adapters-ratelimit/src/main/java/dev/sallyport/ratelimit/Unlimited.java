package dev.sallyport.ratelimit;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import java.util.List;

/** No limits at all: for load tests, and for where something in front keeps them. */
public final class Unlimited implements RateLimits {
    @Override
    public Decision take(List<Charge> charges) {
        return new Decision.Allowed(List.of());
    }

    @Override
    public void giveBack(List<Charge> charges) {
        // Nothing was taken.
    }
}
