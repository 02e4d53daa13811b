package dev.sallyport.application.registration;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.registration.RegistrationPolicy;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Mails a new code and link for a pending registration, which voids the old ones but forgives no failure (ASVS 6.6.2). Unknown and void
 * registrations are answered alike, and get no mail.
 */
public final class ResendVerification {
    private final Transactor transactor;
    private final PendingRegistrations registrations;
    private final AddressProof proof;
    private final RateLimits rateLimits;
    private final Auditor auditor;
    private final InstantSource clock;
    private final RegistrationPolicy policy;

    public ResendVerification(
            Transactor transactor,
            PendingRegistrations registrations,
            AddressProof proof,
            RateLimits rateLimits,
            Auditor auditor,
            InstantSource clock,
            RegistrationPolicy policy) {
        this.transactor = transactor;
        this.registrations = registrations;
        this.proof = proof;
        this.rateLimits = rateLimits;
        this.auditor = auditor;
        this.clock = clock;
        this.policy = policy;
    }

    public record Command(RegistrationId id, Client client) {}

    public sealed interface Result {
        record Accepted() implements Result {}

        record Limited(Budget exhausted) implements Result {}

        /** Nobody gets an account without being invited. */
        record Closed() implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> policy.isOpen() ? find(command) : new Result.Closed();
        };
    }

    private Result find(Command command) {
        Instant now = clock.instant();
        return registrations
                .find(command.id(), now)
                .filter(filed -> filed.registration().failures() < policy.maxFailures())
                .map(filed -> limitedByAddress(filed, command, now))
                .orElseGet(Result.Accepted::new);
    }

    private Result limitedByAddress(PendingRegistrations.Filed filed, Command command, Instant now) {
        return switch (rateLimits.take(
                List.of(Charge.mailPerAddress(filed.registration().email())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> resend(filed, command, now);
        };
    }

    private Result resend(PendingRegistrations.Filed filed, Command command, Instant now) {
        PendingRegistration registration = filed.registration();
        AddressProof.Fresh fresh = proof.make(registration.id(), now);
        return transactor.inTransaction(() -> {
            registrations.renew(registration.id(), fresh.kept());
            proof.mail(fresh, registration.email(), registration.locale(), filed.owner(), now);
            auditor.record(new AuditEvent.VerificationResent(registration.id()), command.client(), now);
            return new Result.Accepted();
        });
    }
}
