package dev.sallyport.ratelimit;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.ClientAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * Limits that do not count the requests of some clients. Budgets of accounts, sessions, addresses and codes hold for them too: those protect
 * others.
 */
public final class ExemptingRateLimits implements RateLimits {
    private final RateLimits limits;
    private final Predicate<ClientAddress> exempt;

    /**
     * @param limits for everybody else, and for everything else
     * @param exempt whose requests are not counted; asked every time anew
     */
    public ExemptingRateLimits(RateLimits limits, Predicate<ClientAddress> exempt) {
        this.limits = limits;
        this.exempt = exempt;
    }

    @Override
    public Decision take(List<Charge> charges) {
        List<Charge> counted = counted(charges);
        return counted.isEmpty() ? new Decision.Allowed(List.of()) : limits.take(counted);
    }

    @Override
    public void giveBack(List<Charge> charges) {
        List<Charge> counted = counted(charges);
        if (!counted.isEmpty()) {
            limits.giveBack(counted);
        }
    }

    private List<Charge> counted(List<Charge> charges) {
        return charges.stream()
                .filter(charge -> charge.client().filter(exempt).isEmpty())
                .toList();
    }
}
