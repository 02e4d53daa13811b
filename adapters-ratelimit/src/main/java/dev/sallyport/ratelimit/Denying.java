package dev.sallyport.ratelimit;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import java.time.Duration;
import java.util.List;

/** Allows nothing, as the store of budgets does not answer, and says so. */
public final class Denying implements RateLimits {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String dependency;

    /**
     * @param dependency what does not answer, in one word
     */
    public Denying(String dependency) {
        this.dependency = dependency;
    }

    @Override
    public Decision take(List<Charge> charges) {
        throw new ServiceUnavailable(dependency, RETRY_AFTER, null);
    }

    @Override
    public void giveBack(List<Charge> charges) {
        // Nothing was taken.
    }
}
