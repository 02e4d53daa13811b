package dev.sallyport.application.recovery;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.botchallenge.BotGate;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.recovery.RecoveryRequest;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes down that somebody lost the password of an account. No account is looked up here, and nothing is mailed yet: that is done by {@link
 * AnswerRecoveryRequests}. So neither the answer nor the time that it takes can tell whether there is one (ASVS 6.3.8).
 */
public final class RequestPasswordReset {
    private final RecoveryRequests requests;
    private final BotGate gate;
    private final IdGenerator ids;
    private final InstantSource clock;

    public RequestPasswordReset(RecoveryRequests requests, BotGate gate, IdGenerator ids, InstantSource clock) {
        this.requests = requests;
        this.gate = gate;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Somebody lost the password of that account.
     *
     * @param botChallenge the answer to a challenge, if one was asked for
     */
    public record Command(
            EmailAddress email, Client client, @Nullable BotChallengeAnswer botChallenge) {
        public Command(EmailAddress email, Client client) {
            this(email, client, null);
        }
    }

    public sealed interface Result {
        /** If the address has an account that can be used, a mail is on its way. */
        record Accepted() implements Result {}

        record Limited(Budget exhausted) implements Result {}

        /** Too many came from there: try again with the answer to a challenge. */
        record ChallengeRequired() implements Result {}

        /** The answer to the challenge is wrong, too late, or was used before. */
        record ChallengeFailed() implements Result {}
    }

    public Result handle(Command command) {
        ClientAddress client = command.client().address();
        BotGate.Attempt attempt =
                new BotGate.Attempt(BotChallengePurpose.FORGOT, client, Optional.empty(), command.botChallenge());
        List<Charge> own = List.of(Charge.apiPerIp(client), Charge.forgotPerIp(client));
        List<Charge> shared = List.of(Charge.recoveryMailPerAddress(command.email()));
        return switch (gate.admit(attempt, own, shared)) {
            case BotGate.Admission.Limited(var exhausted) -> new Result.Limited(exhausted);
            case BotGate.Admission.ChallengeRequired() -> new Result.ChallengeRequired();
            case BotGate.Admission.ChallengeFailed() -> new Result.ChallengeFailed();
            case BotGate.Admission.Admitted admitted -> {
                requests.file(new RecoveryRequest(ids.next(), command.email(), command.client(), clock.instant()));
                yield new Result.Accepted();
            }
        };
    }
}
