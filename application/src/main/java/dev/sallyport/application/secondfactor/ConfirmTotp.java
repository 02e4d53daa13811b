package dev.sallyport.application.secondfactor;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.CredentialChange;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.RecoveryCode;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns the second factor on, by a code that shows that the caller's authenticator has the seed, and hands out recovery codes. Their other sessions end, as nobody knows
 * who is in them; this one has proven the factor.
 */
public final class ConfirmTotp {
    private final Transactor transactor;
    private final SecondFactors secondFactors;
    private final Users users;
    private final Sessions sessions;
    private final TotpFactor totpFactor;
    private final RecoveryCodes recoveryCodes;
    private final CredentialChange credentialChange;
    private final Revocations revocations;
    private final RateLimits rateLimits;
    private final Auditor auditor;
    private final Mailer mailer;
    private final InstantSource clock;

    public ConfirmTotp(
            Transactor transactor,
            SecondFactors secondFactors,
            Users users,
            Sessions sessions,
            TotpFactor totpFactor,
            RecoveryCodes recoveryCodes,
            CredentialChange credentialChange,
            Revocations revocations,
            RateLimits rateLimits,
            Auditor auditor,
            Mailer mailer,
            InstantSource clock) {
        this.transactor = transactor;
        this.secondFactors = secondFactors;
        this.users = users;
        this.sessions = sessions;
        this.totpFactor = totpFactor;
        this.recoveryCodes = recoveryCodes;
        this.credentialChange = credentialChange;
        this.revocations = revocations;
        this.rateLimits = rateLimits;
        this.auditor = auditor;
        this.mailer = mailer;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, TotpCode code, Client client) {}

    public sealed interface Result {
        /** It is on. Nobody sees these codes again. */
        record Confirmed(List<RecoveryCode> recoveryCodes) implements Result {
            public Confirmed {
                recoveryCodes = List.copyOf(recoveryCodes);
            }
        }

        record WrongCode() implements Result {}

        /** There is none to be confirmed: never enrolled, too long ago, or tried too often. */
        record NothingToConfirm() implements Result {}

        record Limited(Budget exhausted) implements Result {}

        /** The session was ended, or the account suspended, since the token was issued. */
        record SignedOut() implements Result {}
    }

    public Result handle(Command command) {
        List<Charge> guess =
                List.of(Charge.secondFactor(command.caller().claims().userId()));
        return switch (rateLimits.take(guess)) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> {
                Result result = attempt(command);
                if (result instanceof Result.Confirmed) {
                    rateLimits.giveBack(guess);
                }
                yield result;
            }
        };
    }

    private Result attempt(Command command) {
        Instant now = clock.instant();
        SessionId session = command.caller().claims().sessionId();
        Optional<Users.Credentials> owner = users.credentialsIn(session);
        if (owner.isEmpty()) {
            return new Result.SignedOut();
        }
        Optional<PendingTotp> pending = secondFactors.tryPending(
                owner.get().user().id(),
                now.minus(SecondFactorPolicy.ENROLMENT_LIFETIME),
                SecondFactorPolicy.MOST_TRIES);
        if (pending.isEmpty()) {
            return new Result.NothingToConfirm();
        }
        PendingTotp totp = pending.get();
        OptionalLong step = totpFactor.stepOf(command.code(), totp.seed(), totp.parameters(), TotpFactor.NO_STEP, now);
        return step.isPresent()
                ? confirm(owner.get(), session, totp, step.getAsLong(), command.client())
                : new Result.WrongCode();
    }

    private Result confirm(Users.Credentials owner, SessionId session, PendingTotp totp, long step, Client client) {
        User user = owner.user();
        RecoveryCodes.Fresh fresh = recoveryCodes.make();
        Instant now = clock.instant();
        Confirmation confirmation = transactor.inTransaction(() -> {
            // Somebody may have ended the session, or changed the password, while the codes were hashed.
            if (!users.proven(user.id(), owner.passwordHash(), session)) {
                return new Confirmation(new Result.SignedOut(), List.of());
            }
            if (!secondFactors.confirm(user.id(), totp, step, fresh.kept(), now)) {
                return new Confirmation(new Result.NothingToConfirm(), List.of());
            }
            sessions.strengthen(session, FactorKind.TOTP.methods());
            auditor.record(new AuditEvent.SecondFactorAdded(user.id(), session, FactorKind.TOTP), client, now);
            mailer.enqueue(
                    new MailMessage.SecondFactorAdded(
                            user.email(), user.locale(), Device.of(client), client.address(), now),
                    null,
                    now);
            return new Confirmation(
                    new Result.Confirmed(fresh.codes()), credentialChange.endEverythingBut(session, user.id()));
        });
        revocations.learnEnded(confirmation.ended());
        return confirmation.result();
    }

    /** What the transaction decided; the sessions that it ended are told to this instance after it. */
    private record Confirmation(Result result, List<SessionId> ended) {}
}
