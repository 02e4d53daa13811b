package dev.sallyport.application.testing;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Budgets that nothing refills; of limits without a rate there is always more. It counts how often it was asked. */
public final class CountedRateLimits implements RateLimits {
    private final Map<Limit, Rate> rates;
    private final Map<Charge, Integer> taken = new HashMap<>();
    private int questions;

    public CountedRateLimits(Map<Limit, Rate> rates) {
        this.rates = Map.copyOf(rates);
    }

    @Override
    public synchronized Decision take(List<Charge> charges) {
        questions++;
        Optional<Charge> empty = charges.stream()
                .filter(charge -> rates.containsKey(charge.limit()))
                .filter(charge -> taken(charge) >= rates.get(charge.limit()).capacity())
                .findFirst();
        if (empty.isPresent()) {
            Limit limit = empty.get().limit();
            return new Decision.Limited(new Budget(limit, rates.get(limit), 0, Duration.ofMinutes(1)));
        }
        charges.forEach(charge -> taken.merge(charge, 1, Integer::sum));
        return new Decision.Allowed(List.of());
    }

    @Override
    public synchronized void giveBack(List<Charge> charges) {
        charges.forEach(charge -> taken.computeIfPresent(charge, (same, count) -> Math.max(0, count - 1)));
    }

    /** How often that was taken and not given back. */
    public synchronized int taken(Charge charge) {
        return taken.getOrDefault(charge, 0);
    }

    /** How many different budgets of that limit were taken from. */
    public synchronized long budgets(Limit limit) {
        return taken.entrySet().stream()
                .filter(entry -> entry.getKey().limit() == limit && entry.getValue() > 0)
                .count();
    }

    /** How often something was to be taken. */
    public synchronized int questions() {
        return questions;
    }
}
