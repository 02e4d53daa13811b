package dev.sallyport.application.ratelimit;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import java.util.List;

/** Budgets of tries. It may ask another system, so it is never called inside a transaction. */
public interface RateLimits {
    /**
     * Takes one from every budget, or nothing from any.
     *
     * @throws ServiceUnavailable if the budgets cannot be asked and nothing may be allowed without them
     */
    Decision take(List<Charge> charges);

    /** Gives back what was taken, because the try turned out to be legitimate. What cannot be given back stays taken. */
    void giveBack(List<Charge> charges);

    sealed interface Decision {
        /**
         * Every budget had one left.
         *
         * @param budgets what is left of them, in the order of the charges; empty where nothing is counted
         */
        record Allowed(List<Budget> budgets) implements Decision {
            public Allowed {
                budgets = List.copyOf(budgets);
            }
        }

        /**
         * A budget is empty.
         *
         * @param exhausted the one that takes the longest until all of them allow one again
         */
        record Limited(Budget exhausted) implements Decision {}
    }
}
