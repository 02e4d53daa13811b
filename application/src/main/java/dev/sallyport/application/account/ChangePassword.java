package dev.sallyport.application.account;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Gives the caller another password, if they prove who they are (ASVS 6.2.3). Their other sessions end, and they are told by mail. */
public final class ChangePassword {
    private final Transactor transactor;
    private final Users users;
    private final Reauthentication reauthentication;
    private final PasswordScreening screening;
    private final RateLimits rateLimits;
    private final PasswordHasher hasher;
    private final CredentialChange credentialChange;
    private final Revocations revocations;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;

    public ChangePassword(
            Transactor transactor,
            Users users,
            Reauthentication reauthentication,
            PasswordScreening screening,
            RateLimits rateLimits,
            PasswordHasher hasher,
            CredentialChange credentialChange,
            Revocations revocations,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.reauthentication = reauthentication;
        this.screening = screening;
        this.rateLimits = rateLimits;
        this.hasher = hasher;
        this.credentialChange = credentialChange;
        this.revocations = revocations;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, Evidence evidence, Password chosen, Client client) {}

    public sealed interface Result {
        record Changed() implements Result {}

        /** It is not proven who the caller is. */
        record Refused(Refusal why) implements Result {}

        record PasswordRefused(Set<PasswordPolicy.Refusal> refusals) implements Result {}
    }

    public Result handle(Command command) {
        return switch (reauthentication.prove(command.caller(), command.evidence(), command.client())) {
            case Outcome.Refused(var why) -> new Result.Refused(why);
            case Outcome.Proven proof -> change(proof, command);
        };
    }

    private Result change(Outcome.Proven proof, Command command) {
        Set<PasswordPolicy.Refusal> refusals = screening.refusals(command.chosen(), Chooser.of(proof.user()));
        if (!refusals.isEmpty()) {
            return new Result.PasswordRefused(refusals);
        }
        return switch (rateLimits.take(
                List.of(Charge.passwordChange(proof.user().email())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Refused(new Refusal.Limited(exhausted));
            case RateLimits.Decision.Allowed allowed -> save(proof, command);
        };
    }

    private Result save(Outcome.Proven proof, Command command) {
        PasswordHash hash = hasher.hash(command.chosen());
        Instant now = clock.instant();
        Saved saved = transactor.inTransaction(() -> reauthentication
                .objection(proof, command.client(), now)
                .map(why -> new Saved(new Result.Refused(why), List.of()))
                .orElseGet(() -> new Saved(new Result.Changed(), save(proof, hash, command.client(), now))));
        revocations.learnEnded(saved.ended());
        return saved.result();
    }

    /** What the transaction decided; the sessions that it ended are told to this instance after it. */
    private record Saved(Result result, List<SessionId> ended) {}

    private List<SessionId> save(Outcome.Proven proof, PasswordHash hash, Client client, Instant now) {
        User user = proof.user();
        users.setPassword(user.id(), hash);
        auditor.record(new AuditEvent.PasswordChanged(user.id(), proof.session()), client, now);
        mailer.enqueue(
                new MailMessage.PasswordChanged(user.email(), user.locale(), Device.of(client), client.address(), now),
                null,
                now);
        return credentialChange.endEverythingBut(proof.session(), user.id());
    }
}
