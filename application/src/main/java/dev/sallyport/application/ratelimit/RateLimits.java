package dev.sallyport.application.ratelimit;

import dev.sallyport.domain.ratelimit.Charge;
import java.time.Duration;
import java.util.List;

/** Budgets of tries. */
public interface RateLimits {
    /**
     * Takes one from every budget. If one of them is empty the answer is {@link Decision.Limited}; what was taken from the
     * others by then may stay taken.
     */
    Decision take(List<Charge> charges);

    /** Gives back what was taken, because the try turned out to be legitimate. */
    void giveBack(List<Charge> charges);

    sealed interface Decision {
        record Allowed() implements Decision {}

        /**
         * A budget is empty.
         *
         * @param retryAfter when the next one will be allowed
         */
        record Limited(Duration retryAfter) implements Decision {}
    }
}
