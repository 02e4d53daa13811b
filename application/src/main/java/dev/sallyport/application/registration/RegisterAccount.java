package dev.sallyport.application.registration;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.BlockedDomains;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.PasswordScreening;
import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.botchallenge.BotGate;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.registration.RegistrationPolicy;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files the wish for an account and mails the proof of the address. The work and the answer are the same whether or not the address has an
 * account; only its owner learns of it, by another mail.
 */
public final class RegisterAccount {
    private final Transactor transactor;
    private final PendingRegistrations registrations;
    private final PasswordHasher hasher;
    private final AddressProof proof;
    private final BlockedDomains blockedDomains;
    private final BotGate gate;
    private final RateLimits rateLimits;
    private final Auditor auditor;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final PasswordScreening screening;
    private final RegistrationPolicy policy;

    public RegisterAccount(
            Transactor transactor,
            PendingRegistrations registrations,
            PasswordHasher hasher,
            AddressProof proof,
            BlockedDomains blockedDomains,
            BotGate gate,
            RateLimits rateLimits,
            Auditor auditor,
            IdGenerator ids,
            InstantSource clock,
            PasswordScreening screening,
            RegistrationPolicy policy) {
        this.transactor = transactor;
        this.registrations = registrations;
        this.hasher = hasher;
        this.proof = proof;
        this.blockedDomains = blockedDomains;
        this.gate = gate;
        this.rateLimits = rateLimits;
        this.auditor = auditor;
        this.ids = ids;
        this.clock = clock;
        this.screening = screening;
        this.policy = policy;
    }

    /**
     * A wish for an account.
     *
     * @param botChallenge the answer to a challenge, if one was asked for
     */
    public record Command(
            EmailAddress email,
            Password password,
            @Nullable DisplayName displayName,
            LanguageTag locale,
            Client client,
            @Nullable BotChallengeAnswer botChallenge) {
        public Command(
                EmailAddress email,
                Password password,
                @Nullable DisplayName displayName,
                LanguageTag locale,
                Client client) {
            this(email, password, displayName, locale, client, null);
        }
    }

    public sealed interface Result {
        /**
         * A mail is on its way to the address.
         *
         * @param codeLifetime for how long the mailed code is accepted
         */
        record Accepted(RegistrationId id, Duration codeLifetime) implements Result {}

        record PasswordRefused(Set<PasswordPolicy.Refusal> refusals) implements Result {}

        /** No account may have an address at that domain. */
        record BlockedDomain() implements Result {}

        record Limited(Budget exhausted) implements Result {}

        /** Nobody gets an account without being invited. */
        record Closed() implements Result {}

        /** Too many came from there: try again with the answer to a challenge. */
        record ChallengeRequired() implements Result {}

        /** The answer to the challenge is wrong, too late, or was used before. */
        record ChallengeFailed() implements Result {}
    }

    public Result handle(Command command) {
        if (!policy.isOpen()) {
            return refuse(command);
        }
        Set<PasswordPolicy.Refusal> refusals =
                screening.refusedByPolicy(command.password(), new Chooser(command.email(), command.displayName()));
        if (!refusals.isEmpty()) {
            return new Result.PasswordRefused(refusals);
        }
        ClientAddress client = command.client().address();
        BotGate.Attempt attempt =
                new BotGate.Attempt(BotChallengePurpose.REGISTER, client, Optional.empty(), command.botChallenge());
        List<Charge> own = List.of(Charge.apiPerIp(client), Charge.registerPerIp(client));
        List<Charge> shared = List.of(Charge.mailPerAddress(command.email()), Charge.registerTotal());
        return switch (gate.admit(attempt, own, shared)) {
            case BotGate.Admission.Admitted admitted -> file(command);
            case BotGate.Admission.Limited(var exhausted) -> new Result.Limited(exhausted);
            case BotGate.Admission.ChallengeRequired() -> new Result.ChallengeRequired();
            case BotGate.Admission.ChallengeFailed() -> new Result.ChallengeFailed();
        };
    }

    private Result refuse(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> new Result.Closed();
        };
    }

    private Result file(Command command) {
        if (blockedDomains.block(command.email())) {
            return new Result.BlockedDomain();
        }
        Set<PasswordPolicy.Refusal> breach = screening.refusedForBreach(command.password());
        if (!breach.isEmpty()) {
            return new Result.PasswordRefused(breach);
        }
        RegistrationId id = new RegistrationId(ids.next());
        var passwordHash = hasher.hash(command.password());
        Instant now = clock.instant();
        AddressProof.Fresh fresh = proof.make(id, now);
        PendingRegistration registration = new PendingRegistration(
                id,
                command.email(),
                passwordHash,
                command.displayName(),
                command.locale(),
                fresh.kept(),
                0,
                now,
                now.plus(policy.lifetime()));
        return transactor.inTransaction(() -> {
            Optional<Owner> owner = registrations.add(registration);
            proof.mail(fresh, command.email(), command.locale(), owner, now);
            auditor.record(
                    owner.<AuditEvent>map(known -> new AuditEvent.RegisteredAddressTaken(id, known.id()))
                            .orElseGet(() -> new AuditEvent.RegistrationStarted(id)),
                    command.client(),
                    now);
            return new Result.Accepted(id, policy.codeLifetime());
        });
    }
}
