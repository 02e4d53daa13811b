package dev.sallyport.application.registration;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.registration.PendingRegistrations.Attempt;
import dev.sallyport.application.session.SessionOpener;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.session.TokenIssuer;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.audit.AuditEvent.VerificationRefused.Reason;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.registration.RegistrationPolicy;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a pending registration into an account, for whoever holds both the mailbox and the registration, and signs them in. The account
 * exists only from here on, so nobody can squat an address or prepare an account for somebody else.
 */
public final class VerifyEmail {
    private final Transactor transactor;
    private final PendingRegistrations registrations;
    private final Users users;
    private final PasswordHasher hasher;
    private final AddressProof proof;
    private final RateLimits rateLimits;
    private final SessionOpener opener;
    private final TokenIssuer issuer;
    private final Auditor auditor;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final RegistrationPolicy policy;

    public VerifyEmail(
            Transactor transactor,
            PendingRegistrations registrations,
            Users users,
            PasswordHasher hasher,
            AddressProof proof,
            RateLimits rateLimits,
            SessionOpener opener,
            TokenIssuer issuer,
            Auditor auditor,
            IdGenerator ids,
            InstantSource clock,
            RegistrationPolicy policy) {
        this.transactor = transactor;
        this.registrations = registrations;
        this.users = users;
        this.hasher = hasher;
        this.proof = proof;
        this.rateLimits = rateLimits;
        this.opener = opener;
        this.issuer = issuer;
        this.auditor = auditor;
        this.ids = ids;
        this.clock = clock;
        this.policy = policy;
    }

    public sealed interface Command {
        Client client();

        /** The mailed code, typed where the registration was started. */
        record ByCode(RegistrationId registration, MailedCode code, Client client) implements Command {}

        /** The mailed link, opened anywhere, with the password that the registration was started with. */
        record ByLink(LinkToken token, Password password, Client client) implements Command {}
    }

    public sealed interface Result {
        record Verified(SignedIn signedIn) implements Result {}

        /** The code or the link is wrong, expired, void or used: the caller is not told which. */
        record InvalidProof() implements Result {}

        /** The link is good, the password is not. */
        record WrongPassword() implements Result {}

        /** The address has got an account meanwhile. Only who holds the mailbox ever learns it here. */
        record EmailTaken() implements Result {}

        record Limited(Budget exhausted) implements Result {}

        /** Nobody gets an account without being invited. */
        record Closed() implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> policy.isOpen() ? verify(command) : new Result.Closed();
        };
    }

    private Result verify(Command command) {
        Instant now = clock.instant();
        Outcome outcome = switch (command) {
            case Command.ByCode byCode -> byCode(byCode, now);
            case Command.ByLink byLink -> byLink(byLink, now);
        };
        return switch (outcome) {
            case Outcome.Opened(var active) -> new Result.Verified(issuer.issue(active, now));
            case Outcome.Refused(var result) -> result;
        };
    }

    /** What the transaction decided; tokens are signed after it. */
    private sealed interface Outcome {
        record Opened(ActiveSession active) implements Outcome {}

        record Refused(Result result) implements Outcome {}
    }

    private Outcome byCode(Command.ByCode command, Instant now) {
        SecretDigest code = proof.digest(command.registration(), command.code());
        return transactor.inTransaction(() -> switch (registrations.tryCode(
                command.registration(), code, now, policy.maxFailures())) {
            case Attempt.Proven(var registration) -> createAccount(registration, command.client(), now);
            case Attempt.Refused(var reason) ->
                refuse(Optional.of(command.registration()), reason, new Result.InvalidProof(), command.client(), now);
        });
    }

    private Outcome byLink(Command.ByLink command, Instant now) {
        SecretDigest link = proof.digest(command.token());
        return switch (registrations.tryLink(link, now, policy.maxFailures())) {
            case Attempt.Refused(var reason) ->
                refuse(Optional.empty(), reason, new Result.InvalidProof(), command.client(), now);
            case Attempt.Proven(var registration) -> {
                boolean known = hasher.verify(command.password(), registration.passwordHash());
                yield known
                        ? spend(registration, link, command.client(), now)
                        : refuse(
                                Optional.of(registration.id()),
                                Reason.WRONG_PASSWORD,
                                new Result.WrongPassword(),
                                command.client(),
                                now);
            }
        };
    }

    private Outcome spend(PendingRegistration registration, SecretDigest link, Client client, Instant now) {
        return transactor.inTransaction(() -> registrations.spend(registration.id(), link, now)
                ? createAccount(registration, client, now)
                : refuse(Optional.of(registration.id()), Reason.UNKNOWN, new Result.InvalidProof(), client, now));
    }

    private Outcome createAccount(PendingRegistration registration, Client client, Instant now) {
        User user = User.proven(
                new UserId(ids.next()),
                registration.email(),
                registration.displayName(),
                registration.locale(),
                Set.of(BuiltInRoles.USER),
                now);
        registrations.remove(registration.id());
        return switch (users.add(user, registration.passwordHash())) {
            case EMAIL_TAKEN ->
                refuse(Optional.of(registration.id()), Reason.ADDRESS_TAKEN, new Result.EmailTaken(), client, now);
            case SAVED -> {
                auditor.record(
                        new AuditEvent.AccountCreated(user.id(), Origin.REGISTRATION, Optional.of(registration.id())),
                        client,
                        now);
                yield new Outcome.Opened(opener.open(
                                user.id(),
                                registration.passwordHash(),
                                Set.of(AuthenticationMethod.PASSWORD),
                                client,
                                now)
                        .orElseThrow());
            }
        };
    }

    /** What names no registration is not written down: strangers could fill the audit trail with it. */
    private Outcome refuse(
            Optional<RegistrationId> registration, Reason reason, Result result, Client client, Instant now) {
        if (reason != Reason.UNKNOWN) {
            auditor.record(new AuditEvent.VerificationRefused(registration, reason), client, now);
        }
        return new Outcome.Refused(result);
    }
}
