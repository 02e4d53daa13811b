package dev.sallyport.application.account;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChange;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Files the caller's wish for another address. The code goes to that address; if it has an account, its owner gets another mail instead, and
 * the caller is not told. The present address gets a notice with a link that stops all of it.
 */
public final class RequestEmailChange {
    private final Transactor transactor;
    private final EmailChanges emailChanges;
    private final BlockedDomains blockedDomains;
    private final Reauthentication reauthentication;
    private final EmailChangeCodes codes;
    private final Links links;
    private final RateLimits rateLimits;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;
    private final AccountPolicy policy;

    public RequestEmailChange(
            Transactor transactor,
            EmailChanges emailChanges,
            BlockedDomains blockedDomains,
            Reauthentication reauthentication,
            EmailChangeCodes codes,
            Links links,
            RateLimits rateLimits,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock,
            AccountPolicy policy) {
        this.transactor = transactor;
        this.emailChanges = emailChanges;
        this.blockedDomains = blockedDomains;
        this.reauthentication = reauthentication;
        this.codes = codes;
        this.links = links;
        this.rateLimits = rateLimits;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
        this.policy = policy;
    }

    public record Command(VerifiedAccessToken caller, EmailAddress wanted, Evidence evidence, Client client) {}

    public sealed interface Result {
        /**
         * A mail is on its way to the wanted address.
         *
         * @param codeLifetime for how long the mailed code is accepted
         */
        record Accepted(Duration codeLifetime) implements Result {}

        /** It is the account's address already. */
        record SameAddress() implements Result {}

        /** No account may get an address at that domain. */
        record BlockedDomain() implements Result {}

        /** It is not proven who the caller is. */
        record Refused(Refusal why) implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        if (blockedDomains.block(command.wanted())) {
            return new Result.BlockedDomain();
        }
        return switch (reauthentication.prove(command.caller(), command.evidence(), command.client())) {
            case Outcome.Refused(var why) -> new Result.Refused(why);
            case Outcome.Proven proof ->
                proof.user().email().equals(command.wanted()) ? new Result.SameAddress() : limited(proof, command);
        };
    }

    private Result limited(Outcome.Proven proof, Command command) {
        List<Charge> charges =
                List.of(Charge.emailChange(proof.user().email()), Charge.mailPerAddress(command.wanted()));
        return switch (rateLimits.take(charges)) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> file(proof, command);
        };
    }

    private Result file(Outcome.Proven proof, Command command) {
        User user = proof.user();
        Instant now = clock.instant();
        EmailChangeCodes.Fresh fresh = codes.make(user.id());
        Instant expiresAt = now.plus(policy.codeLifetime());
        EmailChange wish = new EmailChange(user.id(), command.wanted(), fresh.kept(), expiresAt);
        Links.Fresh undo = links.make(SecretPurpose.EMAIL_CHANGE_UNDO_LINK);
        return transactor.inTransaction(() -> reauthentication
                .objection(proof, command.client(), now)
                .<Result>map(Result.Refused::new)
                .orElseGet(() -> {
                    Optional<Users.Owner> owner = emailChanges.request(wish, now);
                    mailTheWanted(wish, fresh.code(), user, owner, now);
                    Instant undoExpiresAt = now.plus(policy.undoLifetime());
                    emailChanges.grantUndo(
                            new EmailChangeUndo(user.id(), user.email(), undo.kept(), now, undoExpiresAt));
                    mailer.enqueue(
                            new MailMessage.EmailChangeRequested(
                                    user.email(), user.locale(), command.wanted(), undo.token(), policy.undoLifetime()),
                            undoExpiresAt,
                            now);
                    auditor.record(
                            new AuditEvent.EmailChangeRequested(user.id(), proof.session()), command.client(), now);
                    return new Result.Accepted(policy.codeLifetime());
                }));
    }

    private void mailTheWanted(EmailChange wish, MailedCode code, User user, Optional<Users.Owner> owner, Instant now) {
        MailMessage message = owner.<MailMessage>map(
                        known -> new MailMessage.AddressInUse(wish.wanted(), known.locale()))
                .orElseGet(() ->
                        new MailMessage.ConfirmNewAddress(wish.wanted(), user.locale(), code, policy.codeLifetime()));
        mailer.enqueue(message, wish.expiresAt(), now);
    }
}
