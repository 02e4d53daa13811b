package dev.sallyport.application.recovery;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.CredentialChange;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.PasswordScreening;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives an account a new password, for whoever holds a link that was mailed to its owner. Every session ends. It signs nobody in and leaves a
 * second factor as it is (ASVS 6.4.3), so it is not a way around either.
 */
public final class ResetPassword {
    private final Transactor transactor;
    private final PasswordResets resets;
    private final ResetLinks links;
    private final Users users;
    private final PasswordScreening screening;
    private final PasswordHasher hasher;
    private final CredentialChange credentialChange;
    private final RateLimits rateLimits;
    private final Revocations revocations;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;

    public ResetPassword(
            Transactor transactor,
            PasswordResets resets,
            ResetLinks links,
            Users users,
            PasswordScreening screening,
            PasswordHasher hasher,
            CredentialChange credentialChange,
            RateLimits rateLimits,
            Revocations revocations,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock) {
        this.transactor = transactor;
        this.resets = resets;
        this.links = links;
        this.users = users;
        this.screening = screening;
        this.hasher = hasher;
        this.credentialChange = credentialChange;
        this.rateLimits = rateLimits;
        this.revocations = revocations;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
    }

    public record Command(LinkToken token, Password chosen, Client client) {}

    public sealed interface Result {
        record Reset() implements Result {}

        /** The link is wrong, expired, void or used: the caller is not told which. */
        record InvalidLink() implements Result {}

        /** The link is good, and stays so. */
        record PasswordRefused(Set<PasswordPolicy.Refusal> refusals) implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> {
                SecretDigest link = links.digest(command.token());
                yield resets.find(link, clock.instant())
                        .map(user -> reset(user, link, command))
                        .orElseGet(Result.InvalidLink::new);
            }
        };
    }

    private Result reset(User owner, SecretDigest link, Command command) {
        Set<PasswordPolicy.Refusal> refusals = screening.refusals(command.chosen(), Chooser.of(owner));
        if (!refusals.isEmpty()) {
            return new Result.PasswordRefused(refusals);
        }
        PasswordHash hash = hasher.hash(command.chosen());
        Instant now = clock.instant();
        Optional<List<SessionId>> ended = transactor.inTransaction(
                () -> resets.spend(link, now).map(user -> save(user, hash, command.client(), now)));
        if (ended.isEmpty()) {
            return new Result.InvalidLink();
        }
        revocations.learnEnded(ended.get());
        return new Result.Reset();
    }

    private List<SessionId> save(User user, PasswordHash hash, Client client, Instant now) {
        users.setPassword(user.id(), hash);
        List<SessionId> ended = credentialChange.endEverything(user.id());
        auditor.record(new AuditEvent.PasswordReset(user.id(), ended.size()), client, now);
        mailer.enqueue(
                new MailMessage.PasswordChanged(user.email(), user.locale(), Device.of(client), client.address(), now),
                null,
                now);
        return ended;
    }
}
