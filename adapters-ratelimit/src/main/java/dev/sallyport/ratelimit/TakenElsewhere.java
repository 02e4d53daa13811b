package dev.sallyport.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.domain.ratelimit.Charge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What was not taken from the store and may still be given back. In doubt, what is given back was taken elsewhere: then the store
 * allows a little less than it might, never more.
 */
final class TakenElsewhere {
    /** Longer than anything takes between taking and giving back, the delivery of a mail included. */
    static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final int MOST = 100_000;

    private final Cache<Charge, Integer> times;

    TakenElsewhere(InstantSource clock) {
        this.times = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(new ClockMeter(clock))
                .executor(Runnable::run)
                .build();
    }

    /** Charges by where they were taken from. */
    record Sorted(List<Charge> elsewhere, List<Charge> others) {}

    void add(List<Charge> charges) {
        charges.forEach(charge -> times.asMap().merge(charge, 1, Integer::sum));
    }

    /** Tells where these came from, and forgets them. */
    Sorted sort(List<Charge> charges) {
        List<Charge> elsewhere = new ArrayList<>();
        List<Charge> others = new ArrayList<>();
        charges.forEach(charge -> (removeOne(charge) ? elsewhere : others).add(charge));
        return new Sorted(elsewhere, others);
    }

    private boolean removeOne(Charge charge) {
        boolean[] removed = {false};
        times.asMap().computeIfPresent(charge, (same, count) -> {
            removed[0] = true;
            return count == 1 ? null : count - 1;
        });
        return removed[0];
    }
}
