package dev.sallyport.application.testing;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Allows everything except what it was told to limit, and remembers what was charged. */
public final class FakeRateLimits implements RateLimits {
    private final Set<Limit> exhausted = EnumSet.noneOf(Limit.class);
    private final List<Charge> charged = new CopyOnWriteArrayList<>();

    @Override
    public Decision take(List<Charge> charges) {
        charged.addAll(charges);
        return charges.stream().anyMatch(charge -> exhausted.contains(charge.limit()))
                ? new Decision.Limited(Duration.ofSeconds(30))
                : new Decision.Allowed();
    }

    @Override
    public void giveBack(List<Charge> charges) {
        charges.forEach(charged::remove);
    }

    /** From now on every budget of this limit is empty. */
    public void exhaust(Limit limit) {
        exhausted.add(limit);
    }

    /** What was taken and not given back. */
    public List<Charge> charged() {
        return List.copyOf(charged);
    }
}
