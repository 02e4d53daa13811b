package dev.sallyport.application.ratelimit;

import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.ClientAddress;
import java.util.List;
import java.util.Optional;

/**
 * Counts a request, whatever it asks for, against what its client may send. It is for requests that nothing else counts so: use cases that
 * charge other budgets charge this one with them, in one go.
 */
public final class AdmitRequest {
    private final RateLimits rateLimits;

    public AdmitRequest(RateLimits rateLimits) {
        this.rateLimits = rateLimits;
    }

    public record Command(ClientAddress client) {}

    public sealed interface Result {
        /**
         * It may be answered.
         *
         * @param budget what is left to the client; empty where nothing is counted
         */
        record Admitted(Optional<Budget> budget) implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client())))) {
            case RateLimits.Decision.Allowed(var budgets) ->
                new Result.Admitted(budgets.stream().findFirst());
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
        };
    }
}
