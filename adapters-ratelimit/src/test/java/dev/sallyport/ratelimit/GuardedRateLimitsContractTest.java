package dev.sallyport.ratelimit;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.RateLimitsContract;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** A guard keeps the contract of what it guards, and, while that is away, of what is there instead. */
class GuardedRateLimitsContractTest {
    private static final Charge PROBE = new Charge(Limit.API_PER_IP, "probe");

    abstract static class Contract extends RateLimitsContract {
        private final MutableClock clock = new MutableClock();
        private @Nullable GuardedRateLimits guarded;

        /** The other one denies, so that nobody takes one for the other. */
        abstract GuardedRateLimits guard(RateLimits working, RateLimits other, MutableClock clock);

        @Override
        protected RateLimits rateLimits(Map<Limit, Rate> rates) {
            Map<Limit, Rate> withProbes = new EnumMap<>(rates);
            withProbes.put(Limit.API_PER_IP, new Rate(1, Duration.ofSeconds(1)));
            guarded = guard(new LocalRateLimits(withProbes, clock, 1_000), new Denying("store"), clock);
            return guarded;
        }

        @Override
        protected void advance(Duration duration) {
            clock.advance(duration);
        }

        @AfterEach
        void close() {
            if (guarded != null) {
                guarded.close();
            }
        }
    }

    @Nested
    class WhileTheStoreAnswers extends Contract {
        @Override
        GuardedRateLimits guard(RateLimits working, RateLimits other, MutableClock clock) {
            return GuardedRateLimits.start(working, other, PROBE, new Changes(), clock);
        }
    }

    @Nested
    class WhileItDoesNot extends Contract {
        @Override
        GuardedRateLimits guard(RateLimits working, RateLimits other, MutableClock clock) {
            return GuardedRateLimits.start(other, working, PROBE, new Changes(), clock);
        }
    }
}
