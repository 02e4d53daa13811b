package dev.sallyport.application.secondfactor;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.CredentialChange;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Outcome;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes the second factor of somebody away who has lost it and has no recovery code left, at the word of an administrator, who makes sure who is asking. All sessions of
 * the account end, and its owner is told. It has to be proven a moment ago who the administrator is.
 */
public final class ResetSecondFactor {
    /** What the caller must be allowed to do. */
    public static final Permission NEEDED = new Permission("users:write");

    private final Transactor transactor;
    private final SecondFactors secondFactors;
    private final Users users;
    private final Reauthentication reauthentication;
    private final CredentialChange credentialChange;
    private final Revocations revocations;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;

    public ResetSecondFactor(
            Transactor transactor,
            SecondFactors secondFactors,
            Users users,
            Reauthentication reauthentication,
            CredentialChange credentialChange,
            Revocations revocations,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock) {
        this.transactor = transactor;
        this.secondFactors = secondFactors;
        this.users = users;
        this.reauthentication = reauthentication;
        this.credentialChange = credentialChange;
        this.revocations = revocations;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, UserId user, Client client) {}

    public sealed interface Result {
        /** There is none any more. */
        record Reset() implements Result {}

        record UnknownUser() implements Result {}

        /** The caller may not change users, or not this one, who may do more than they. */
        record Forbidden() implements Result {}

        record Refused(Refusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!command.caller().claims().permissions().contains(NEEDED)) {
            return new Result.Forbidden();
        }
        return switch (reauthentication.prove(command.caller(), Evidence.NONE, command.client())) {
            case Outcome.Refused(var why) -> new Result.Refused(why);
            case Outcome.Proven proof -> reset(proof, command);
        };
    }

    private Result reset(Outcome.Proven proof, Command command) {
        Instant now = clock.instant();
        Decision decision = transactor.inTransaction(() -> {
            // Both before anything else and in one order, so that of two who act on each other one waits.
            List<User> held = users.holdBoth(proof.user().id(), command.user());
            Optional<Refusal> objection = reauthentication.objection(proof, command.client(), now);
            return objection.isPresent()
                    ? new Decision(new Result.Refused(objection.get()), List.of())
                    : find(command.user(), held)
                            .map(user -> resetIfAllowed(
                                    user, find(proof.user().id(), held).orElseThrow(), command.client(), now))
                            .orElseGet(() -> new Decision(new Result.UnknownUser(), List.of()));
        });
        revocations.learnEnded(decision.ended());
        return decision.result();
    }

    private static Optional<User> find(UserId id, List<User> held) {
        return held.stream().filter(user -> user.id().equals(id)).findFirst();
    }

    /** What the transaction decided; the sessions that it ended are told to this instance after it. */
    private record Decision(Result result, List<SessionId> ended) {}

    private Decision resetIfAllowed(User user, User by, Client client, Instant now) {
        if (!by.rights().allow(NEEDED) || !by.rights().cover(user.rights())) {
            return new Decision(new Result.Forbidden(), List.of());
        }
        // Also what is only said to be there, as by an import, is taken away and told.
        secondFactors.remove(user.id());
        if (!user.twoFactorEnabled()) {
            return new Decision(new Result.Reset(), List.of());
        }
        List<SessionId> ended = credentialChange.endEverything(user.id());
        auditor.record(
                new AuditEvent.SecondFactorReset(user.id(), new Author.Person(by.id()), ended.size()), client, now);
        mailer.enqueue(new MailMessage.SecondFactorReset(user.email(), user.locale()), null, now);
        return new Decision(new Result.Reset(), ended);
    }
}
