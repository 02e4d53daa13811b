package dev.sallyport.application.secondfactor;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.AccountMandate.Done;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.account.CredentialChange;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.session.SessionId;
import java.util.List;

/**
 * Takes the second factor of somebody away who has lost it and has no recovery code left, at the word of an administrator, who makes sure who is asking. All sessions of
 * the account end, and its owner is told. It has to be proven a moment ago who the administrator is.
 */
public final class ResetSecondFactor {
    private final AccountMandate mandate;
    private final SecondFactors secondFactors;
    private final CredentialChange credentialChange;
    private final Mailer mailer;

    public ResetSecondFactor(
            AccountMandate mandate, SecondFactors secondFactors, CredentialChange credentialChange, Mailer mailer) {
        this.mandate = mandate;
        this.secondFactors = secondFactors;
        this.credentialChange = credentialChange;
        this.mailer = mailer;
    }

    public record Command(UserId user, Actor actor) {}

    public sealed interface Result {
        /** There is none any more. */
        record Reset() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(command.actor(), command.user(), Result.Refused::new, this::reset);
    }

    private Done<Result> reset(User user, Mandate.Present present) {
        // Also what is only said to be there, as by an import, is taken away and told.
        secondFactors.remove(user.id());
        if (!user.twoFactorEnabled()) {
            return new Done<>(new Result.Reset());
        }
        List<SessionId> ended = credentialChange.endEverything(user.id());
        present.record(new AuditEvent.SecondFactorReset(user.id(), present.by(), ended.size()));
        mailer.enqueue(new MailMessage.SecondFactorReset(user.email(), user.locale()), null, present.now());
        return new Done<>(new Result.Reset(), ended);
    }
}
