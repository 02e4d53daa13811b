package dev.sallyport.application.testing;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Allows everything except what it was told to limit, and remembers what was charged. */
public final class FakeRateLimits implements RateLimits {
    private final Set<Limit> exhausted = EnumSet.noneOf(Limit.class);
    private final List<Charge> charged = new CopyOnWriteArrayList<>();

    @Override
    public Decision take(List<Charge> charges) {
        Optional<Limit> empty =
                charges.stream().map(Charge::limit).filter(exhausted::contains).findFirst();
        if (empty.isPresent()) {
            return new Decision.Limited(empty(empty.get()));
        }
        charged.addAll(charges);
        return new Decision.Allowed(List.of());
    }

    /** The budget that whoever runs into this limit is told of. */
    public static Budget empty(Limit limit) {
        return new Budget(limit, new Rate(10, Duration.ofMinutes(5)), 0, Duration.ofSeconds(30));
    }

    @Override
    public void giveBack(List<Charge> charges) {
        charges.forEach(charged::remove);
    }

    /** From now on every budget of this limit is empty. */
    public void exhaust(Limit limit) {
        exhausted.add(limit);
    }

    /** From now on budgets of this limit are never empty again. */
    public void refill(Limit limit) {
        exhausted.remove(limit);
    }

    /** What was taken and not given back. */
    public List<Charge> charged() {
        return List.copyOf(charged);
    }
}
