package dev.sallyport.application.account;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.EmailChanges.Undoing;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.recovery.ResetLinks;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Takes a change of address back, for whoever holds the link that was mailed to the old one: that is the account's address again, and every
 * session ends. Whoever made the change knew the password, so that is disabled, and a link to choose another is mailed to the restored
 * address. A deletion that was begun since is called off.
 */
public final class UndoEmailChange {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Transactor transactor;
    private final Users users;
    private final EmailChanges emailChanges;
    private final AccountDeletions deletions;
    private final CredentialChange credentialChange;
    private final ResetLinks resetLinks;
    private final Links links;
    private final RateLimits rateLimits;
    private final Revocations revocations;
    private final Auditor auditor;
    private final InstantSource clock;

    public UndoEmailChange(
            Transactor transactor,
            Users users,
            EmailChanges emailChanges,
            AccountDeletions deletions,
            CredentialChange credentialChange,
            ResetLinks resetLinks,
            Links links,
            RateLimits rateLimits,
            Revocations revocations,
            Auditor auditor,
            InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.emailChanges = emailChanges;
        this.deletions = deletions;
        this.credentialChange = credentialChange;
        this.resetLinks = resetLinks;
        this.links = links;
        this.rateLimits = rateLimits;
        this.revocations = revocations;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(LinkToken token, Client client) {}

    public sealed interface Result {
        record Undone() implements Result {}

        /** The link is wrong, expired, void or used: the caller is not told which. */
        record InvalidLink() implements Result {}

        /** The old address has another account by now. */
        record EmailTaken() implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> undo(command);
        };
    }

    private Result undo(Command command) {
        SecretDigest link = links.digest(SecretPurpose.EMAIL_CHANGE_UNDO_LINK, command.token());
        Instant now = clock.instant();
        Outcome outcome = transactor.inTransaction(() -> switch (emailChanges.spendUndo(link, now)) {
            case Undoing.Unknown() -> new Outcome(new Result.InvalidLink(), List.of());
            case Undoing.AddressTaken() -> new Outcome(new Result.EmailTaken(), List.of());
            case Undoing.Spent(var user, var restores) -> restore(user, restores, command.client(), now);
        });
        revocations.learnEnded(outcome.ended());
        return outcome.result();
    }

    /** What the transaction decided; the sessions that it ended are told to this instance after it. */
    private record Outcome(Result result, List<SessionId> ended) {}

    private Outcome restore(User user, EmailAddress restores, Client client, Instant now) {
        return switch (users.changeEmail(user.id(), restores)) {
            // Somebody took it at this very moment. All of this is undone, so that the link stays, and whoever tries
            // again is told.
            case EMAIL_TAKEN -> throw new ServiceUnavailable("database", RETRY_AFTER, null);
            case SAVED -> {
                deletions.cancel(user.id());
                users.disablePassword(user.id());
                List<SessionId> ended = credentialChange.endEverything(user.id());
                resetLinks.mailAfterUndoing(user.withEmail(restores), now);
                auditor.record(new AuditEvent.EmailChangeUndone(user.id(), ended.size()), client, now);
                yield new Outcome(new Result.Undone(), ended);
            }
        };
    }
}
