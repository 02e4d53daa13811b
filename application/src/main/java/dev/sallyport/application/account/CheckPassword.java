package dev.sallyport.application.account;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.Client;
import java.util.List;
import java.util.Set;

/** Tells whether a password may be chosen, while somebody is choosing it. It is neither hashed nor kept, and no account is looked up. */
public final class CheckPassword {
    private final PasswordScreening screening;
    private final PasswordMeter meter;
    private final RateLimits rateLimits;

    public CheckPassword(PasswordScreening screening, PasswordMeter meter, RateLimits rateLimits) {
        this.screening = screening;
        this.meter = meter;
        this.rateLimits = rateLimits;
    }

    public record Command(Password password, Chooser chooser, Client client) {}

    public sealed interface Result {
        /**
         * What would be said if it were chosen.
         *
         * @param refusals every reason against it; none when it may be chosen
         * @param strength from 0 to 4, as advice
         */
        record Checked(Set<Refusal> refusals, int strength) implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> check(command);
        };
    }

    private Result check(Command command) {
        return new Result.Checked(
                screening.refusals(command.password(), command.chooser()),
                meter.strength(command.password(), command.chooser()));
    }
}
