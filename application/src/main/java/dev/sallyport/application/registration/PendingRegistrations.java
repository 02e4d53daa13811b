package dev.sallyport.application.registration;

import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.audit.AuditEvent.VerificationRefused;
import dev.sallyport.domain.registration.MailedProof;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.Optional;

/** The registrations that wait for their proof. Any number may wait for one address. */
public interface PendingRegistrations {
    /**
     * Files the registration, whether or not its address has an account. One round trip.
     *
     * @return who has the address already
     */
    Optional<Owner> add(PendingRegistration registration);

    /** The registration, unless it is unknown, spent or to be purged. */
    Optional<Filed> find(RegistrationId id, Instant now);

    /** Replaces what proves the registration, which voids the old code and link; failures stay counted. */
    void renew(RegistrationId id, MailedProof proof);

    /**
     * Tries a code, and counts the failure if it is wrong, in one step: however many try at once, no more than the allowed number of
     * wrong codes is ever looked at, and exactly one right one is {@link Attempt.Proven}. Then the registration is spent.
     */
    Attempt tryCode(RegistrationId id, SecretDigest code, Instant now, int maxFailures);

    /**
     * Finds the registration that a link proves, and counts a failure in advance, since the password has still to be checked. {@link
     * #spend} makes good for it.
     */
    Attempt tryLink(SecretDigest link, Instant now, int maxFailures);

    /**
     * Spends the registration if the link still proves it.
     *
     * @return whether it was this caller who spent it; of many at once it is exactly one
     */
    boolean spend(RegistrationId id, SecretDigest link, Instant now);

    /** Forgets the registration with all that it holds. */
    void remove(RegistrationId id);

    /** Forgets all registrations for that address. */
    void forget(EmailAddress email);

    /**
     * Forgets registrations whose time to be purged has come.
     *
     * @param most how many at the most
     * @return how many were forgotten
     */
    int purge(Instant now, int most);

    /**
     * A registration as it is filed.
     *
     * @param owner who has the address already
     */
    record Filed(PendingRegistration registration, Optional<Owner> owner) {}

    sealed interface Attempt {
        record Proven(PendingRegistration registration) implements Attempt {}

        record Refused(VerificationRefused.Reason reason) implements Attempt {}
    }
}
