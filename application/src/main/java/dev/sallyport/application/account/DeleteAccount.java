package dev.sallyport.application.account;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Deletes the caller's account: at once, or after a grace within which its owner can change their mind by a mailed link. From the first
 * moment on nobody is signed in to it, and nobody can sign in.
 */
public final class DeleteAccount {
    private final Transactor transactor;
    private final Users users;
    private final AccountDeletions deletions;
    private final AccountRemoval removal;
    private final CredentialChange credentialChange;
    private final Reauthentication reauthentication;
    private final Links links;
    private final Revocations revocations;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;
    private final AccountPolicy policy;

    public DeleteAccount(
            Transactor transactor,
            Users users,
            AccountDeletions deletions,
            AccountRemoval removal,
            CredentialChange credentialChange,
            Reauthentication reauthentication,
            Links links,
            Revocations revocations,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock,
            AccountPolicy policy) {
        this.transactor = transactor;
        this.users = users;
        this.deletions = deletions;
        this.removal = removal;
        this.credentialChange = credentialChange;
        this.reauthentication = reauthentication;
        this.links = links;
        this.revocations = revocations;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
        this.policy = policy;
    }

    public record Command(VerifiedAccessToken caller, Evidence evidence, Client client) {}

    public sealed interface Result {
        /** It is gone. */
        record Deleted() implements Result {}

        /**
         * Nobody can use it any more, and it will be gone.
         *
         * @param due when
         */
        record Scheduled(Instant due) implements Result {}

        /** It is not proven who the caller is. */
        record Refused(Refusal why) implements Result {}

        /** Without this account there would be no administrator. */
        record LastAdministrator() implements Result {}
    }

    public Result handle(Command command) {
        return switch (reauthentication.prove(command.caller(), command.evidence(), command.client())) {
            case Outcome.Refused(var why) -> new Result.Refused(why);
            case Outcome.Proven proof -> delete(proof, command.client());
        };
    }

    private Result delete(Outcome.Proven proof, Client client) {
        Instant now = clock.instant();
        User user = proof.user();
        Result result = transactor.inTransaction(() -> reauthentication
                .objection(proof, client, now)
                .<Result>map(Result.Refused::new)
                .orElseGet(() -> deleteUnlessNeeded(proof, client, now)));
        if (result instanceof Result.Deleted || result instanceof Result.Scheduled) {
            revocations.learn(List.of(new Revocation.UserShutOut(user.id())));
        }
        return result;
    }

    private Result deleteUnlessNeeded(Outcome.Proven proof, Client client, Instant now) {
        if (users.isLastAdministrator(proof.user().id())) {
            return new Result.LastAdministrator();
        }
        return policy.deletionGrace().isZero() ? deleteNow(proof.user(), client, now) : schedule(proof, client, now);
    }

    private Result deleteNow(User user, Client client, Instant now) {
        removal.remove(user, client, now);
        return new Result.Deleted();
    }

    private Result schedule(Outcome.Proven proof, Client client, Instant now) {
        User user = proof.user();
        Instant due = now.plus(policy.deletionGrace());
        Links.Fresh keep = links.make(SecretPurpose.ACCOUNT_KEEP_LINK);
        credentialChange.endEverything(user.id());
        deletions.schedule(user.id(), keep.kept(), due);
        auditor.record(new AuditEvent.AccountDeletionScheduled(user.id(), proof.session()), client, now);
        mailer.enqueue(
                new MailMessage.AccountDeletionScheduled(user.email(), user.locale(), keep.token(), due), due, now);
        return new Result.Scheduled(due);
    }
}
