package dev.sallyport.application.secondfactor;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secondfactor.RecoveryCode;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Gives the caller new recovery codes; those before are void. */
public final class RenewRecoveryCodes {
    private final Transactor transactor;
    private final SecondFactors secondFactors;
    private final Reauthentication reauthentication;
    private final RateLimits rateLimits;
    private final RecoveryCodes recoveryCodes;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;

    public RenewRecoveryCodes(
            Transactor transactor,
            SecondFactors secondFactors,
            Reauthentication reauthentication,
            RateLimits rateLimits,
            RecoveryCodes recoveryCodes,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock) {
        this.transactor = transactor;
        this.secondFactors = secondFactors;
        this.reauthentication = reauthentication;
        this.rateLimits = rateLimits;
        this.recoveryCodes = recoveryCodes;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, Evidence evidence, Client client) {}

    public sealed interface Result {
        /** Nobody sees these codes again. */
        record Renewed(List<RecoveryCode> recoveryCodes) implements Result {
            public Renewed {
                recoveryCodes = List.copyOf(recoveryCodes);
            }
        }

        /** There is no second factor that could get lost. */
        record NotEnrolled() implements Result {}

        record Refused(Refusal why) implements Result {}
    }

    public Result handle(Command command) {
        return switch (reauthentication.prove(command.caller(), command.evidence(), command.client())) {
            case Outcome.Refused(var why) -> new Result.Refused(why);
            case Outcome.Proven proof ->
                proof.user().twoFactorEnabled() ? limited(proof, command.client()) : new Result.NotEnrolled();
        };
    }

    private Result limited(Outcome.Proven proof, Client client) {
        Charge change = Charge.secondFactorChange(proof.user().id());
        return switch (rateLimits.take(List.of(change))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Refused(new Refusal.Limited(exhausted));
            case RateLimits.Decision.Allowed allowed -> renew(proof, client);
        };
    }

    private Result renew(Outcome.Proven proof, Client client) {
        User user = proof.user();
        RecoveryCodes.Fresh fresh = recoveryCodes.make();
        Instant now = clock.instant();
        return transactor.inTransaction(() -> reauthentication
                .objection(proof, client, now)
                .<Result>map(Result.Refused::new)
                .orElseGet(() -> {
                    secondFactors.replaceRecoveryCodes(user.id(), fresh.kept(), now);
                    auditor.record(new AuditEvent.RecoveryCodesRenewed(user.id(), proof.session()), client, now);
                    mailer.enqueue(
                            new MailMessage.RecoveryCodesRenewed(
                                    user.email(), user.locale(), Device.of(client), client.address(), now),
                            null,
                            now);
                    return new Result.Renewed(fresh.codes());
                }));
    }
}
