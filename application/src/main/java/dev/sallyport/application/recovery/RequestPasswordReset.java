package dev.sallyport.application.recovery;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.recovery.RecoveryRequest;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import java.time.InstantSource;
import java.util.List;

/**
 * Takes down that somebody lost the password of an account. No account is looked up here, and nothing is mailed yet: that is done by {@link
 * AnswerRecoveryRequests}. So neither the answer nor the time that it takes can tell whether there is one (ASVS 6.3.8).
 */
public final class RequestPasswordReset {
    private final RecoveryRequests requests;
    private final RateLimits rateLimits;
    private final IdGenerator ids;
    private final InstantSource clock;

    public RequestPasswordReset(
            RecoveryRequests requests, RateLimits rateLimits, IdGenerator ids, InstantSource clock) {
        this.requests = requests;
        this.rateLimits = rateLimits;
        this.ids = ids;
        this.clock = clock;
    }

    public record Command(EmailAddress email, Client client) {}

    public sealed interface Result {
        /** If the address has an account that can be used, a mail is on its way. */
        record Accepted() implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        ClientAddress client = command.client().address();
        List<Charge> charges = List.of(
                Charge.apiPerIp(client),
                Charge.loginPerIp(client),
                Charge.recoveryMailPerAddress(command.email()),
                Charge.forgotTotal());
        return switch (rateLimits.take(charges)) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> {
                requests.file(new RecoveryRequest(ids.next(), command.email(), command.client(), clock.instant()));
                yield new Result.Accepted();
            }
        };
    }
}
