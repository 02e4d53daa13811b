package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.AccountMandate.Done;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.recovery.ResetLinks;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import java.util.List;

/**
 * Mails the owner of an account a link by which they choose a new password, as if they had asked for it themselves. Whoever has it sent never sees
 * it. The password that there is goes on until then, and so do sessions.
 */
public final class SendPasswordReset {
    private final AccountMandate mandate;
    private final ResetLinks resetLinks;
    private final RateLimits rateLimits;

    public SendPasswordReset(AccountMandate mandate, ResetLinks resetLinks, RateLimits rateLimits) {
        this.mandate = mandate;
        this.resetLinks = resetLinks;
        this.rateLimits = rateLimits;
    }

    public record Command(UserId user, Actor actor) {}

    public sealed interface Result {
        /** A mail is on its way. */
        record Sent() implements Result {}

        /** Nobody can use the account, so that a link would be of no use. */
        record AccountSuspended() implements Result {}

        record Refused(AccessRefusal why) implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        // Operators hold the whole installation, and act on many accounts at once.
        if (command.actor() instanceof Actor.Operator || !AccountMandate.allows(command.actor())) {
            return judgeAndSend(command);
        }
        List<Charge> charges = List.of(Charge.recoveryMailByAdministrator(command.user()));
        return switch (rateLimits.take(charges)) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> {
                Result result = judgeAndSend(command);
                if (!(result instanceof Result.Sent)) {
                    rateLimits.giveBack(charges);
                }
                yield result;
            }
        };
    }

    private Result judgeAndSend(Command command) {
        return mandate.proven(command.actor(), command.user(), Result.Refused::new, this::send);
    }

    private Done<Result> send(User user, Mandate.Present present) {
        if (!user.isActive()) {
            return new Done<>(new Result.AccountSuspended());
        }
        resetLinks.mailTo(user, present.now());
        present.record(new AuditEvent.PasswordResetSent(user.id(), present.by()));
        return new Done<>(new Result.Sent());
    }
}
