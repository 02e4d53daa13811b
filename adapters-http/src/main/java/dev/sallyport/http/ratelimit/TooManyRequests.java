package dev.sallyport.http.ratelimit;

import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;

/** The answer to whoever has used up a budget. */
public final class TooManyRequests {

    private TooManyRequests() {}

    /** Says which one, and when to come back. */
    public static Refusal until(Budget exhausted) {
        return Refusal.until(Problem.TOO_MANY_REQUESTS, exhausted.refill()).with(RateLimitHeaders.of(exhausted));
    }
}
