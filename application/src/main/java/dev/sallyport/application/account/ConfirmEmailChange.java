package dev.sallyport.application.account;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.EmailChanges.Attempt;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.EmailChangeRefused.Reason;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Gives the caller's account the address that they asked for, once they show the code that was mailed there. Both addresses are told; the old one
 * with a link that takes it back.
 */
public final class ConfirmEmailChange {
    private final Transactor transactor;
    private final Sessions sessions;
    private final Users users;
    private final EmailChanges emailChanges;
    private final PasswordResets resets;
    private final EmailChangeCodes codes;
    private final Links links;
    private final RateLimits rateLimits;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;
    private final AccountPolicy policy;

    public ConfirmEmailChange(
            Transactor transactor,
            Sessions sessions,
            Users users,
            EmailChanges emailChanges,
            PasswordResets resets,
            EmailChangeCodes codes,
            Links links,
            RateLimits rateLimits,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock,
            AccountPolicy policy) {
        this.transactor = transactor;
        this.sessions = sessions;
        this.users = users;
        this.emailChanges = emailChanges;
        this.resets = resets;
        this.codes = codes;
        this.links = links;
        this.rateLimits = rateLimits;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
        this.policy = policy;
    }

    public record Command(VerifiedAccessToken caller, MailedCode code, Client client) {}

    public sealed interface Result {
        record Changed(User user) implements Result {}

        /** The code is wrong, expired or void, or no change was asked for: the caller is not told which. */
        record InvalidCode() implements Result {}

        /** The address has got an account meanwhile. Only who holds the mailbox ever learns it here. */
        record EmailTaken() implements Result {}

        record Limited(Budget exhausted) implements Result {}

        /** The session was ended, or the account suspended, since the token was issued. */
        record SignedOut() implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> confirm(command);
        };
    }

    private Result confirm(Command command) {
        SessionId session = command.caller().claims().sessionId();
        SecretDigest code = codes.digest(command.caller().claims().userId(), command.code());
        Instant now = clock.instant();
        return transactor.inTransaction(() -> sessions.active(session)
                .map(active -> switch (emailChanges.tryCode(active.user().id(), code, now, policy.maxCodeFailures())) {
                    case Attempt.Refused(var reason) ->
                        refuse(active.user(), session, reason, new Result.InvalidCode(), command.client(), now);
                    case Attempt.Proven(var wanted) -> change(active.user(), session, wanted, command.client(), now);
                })
                .orElseGet(Result.SignedOut::new));
    }

    private Result change(User user, SessionId session, EmailAddress wanted, Client client, Instant now) {
        return switch (users.changeEmail(user.id(), wanted)) {
            case EMAIL_TAKEN -> refuse(user, session, Reason.ADDRESS_TAKEN, new Result.EmailTaken(), client, now);
            case SAVED -> {
                resets.withdraw(user.id());
                tellBoth(user, wanted, now);
                auditor.record(new AuditEvent.EmailChanged(user.id(), session), client, now);
                yield new Result.Changed(user.withEmail(wanted));
            }
        };
    }

    private void tellBoth(User user, EmailAddress wanted, Instant now) {
        Links.Fresh undo = links.make(SecretPurpose.EMAIL_CHANGE_UNDO_LINK);
        Instant undoExpiresAt = now.plus(policy.undoLifetime());
        emailChanges.grantUndo(new EmailChangeUndo(user.id(), user.email(), undo.kept(), now, undoExpiresAt));
        mailer.enqueue(
                new MailMessage.EmailChanged(user.email(), user.locale(), wanted, undo.token(), policy.undoLifetime()),
                undoExpiresAt,
                now);
        mailer.enqueue(new MailMessage.NewAddressInUse(wanted, user.locale()), null, now);
    }

    private Result refuse(User user, SessionId session, Reason reason, Result result, Client client, Instant now) {
        auditor.record(new AuditEvent.EmailChangeRefused(user.id(), session, reason), client, now);
        return result;
    }
}
