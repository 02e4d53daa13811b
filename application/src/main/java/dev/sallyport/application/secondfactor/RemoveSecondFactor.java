package dev.sallyport.application.secondfactor;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.CredentialChange;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Turns the caller's second factor off, for whoever proves it once more: by the authenticator, or by a recovery code if that is lost. Their other sessions end. */
public final class RemoveSecondFactor {
    private final Transactor transactor;
    private final SecondFactors secondFactors;
    private final Reauthentication reauthentication;
    private final CredentialChange credentialChange;
    private final Revocations revocations;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;

    public RemoveSecondFactor(
            Transactor transactor,
            SecondFactors secondFactors,
            Reauthentication reauthentication,
            CredentialChange credentialChange,
            Revocations revocations,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock) {
        this.transactor = transactor;
        this.secondFactors = secondFactors;
        this.reauthentication = reauthentication;
        this.credentialChange = credentialChange;
        this.revocations = revocations;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, Evidence evidence, Client client) {}

    public sealed interface Result {
        record Removed() implements Result {}

        record NotEnrolled() implements Result {}

        record Refused(Refusal why) implements Result {}
    }

    public Result handle(Command command) {
        return switch (reauthentication.prove(command.caller(), command.evidence(), command.client())) {
            case Outcome.Refused(var why) -> new Result.Refused(why);
            case Outcome.Proven proof -> remove(proof, command.client());
        };
    }

    private Result remove(Outcome.Proven proof, Client client) {
        Instant now = clock.instant();
        Removal removal = transactor.inTransaction(() -> reauthentication
                .objection(proof, client, now)
                .map(why -> new Removal(new Result.Refused(why), List.of()))
                .orElseGet(() -> removeProven(proof, client, now)));
        revocations.learnEnded(removal.ended());
        return removal.result();
    }

    /** What the transaction decided; the sessions that it ended are told to this instance after it. */
    private record Removal(Result result, List<SessionId> ended) {}

    private Removal removeProven(Outcome.Proven proof, Client client, Instant now) {
        User user = proof.user();
        if (!secondFactors.remove(user.id())) {
            return new Removal(new Result.NotEnrolled(), List.of());
        }
        auditor.record(new AuditEvent.SecondFactorRemoved(user.id(), proof.session()), client, now);
        mailer.enqueue(
                new MailMessage.SecondFactorRemoved(
                        user.email(), user.locale(), Device.of(client), client.address(), now),
                null,
                now);
        return new Removal(new Result.Removed(), credentialChange.endEverythingBut(proof.session(), user.id()));
    }
}
