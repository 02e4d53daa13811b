package dev.sallyport.domain.registration;

import java.time.Duration;

/**
 * Who gets an account, and how long a registration may wait for its proof.
 *
 * @param codeLifetime how long a mailed code and link are accepted; at most 10 minutes (ASVS 6.5.5)
 * @param lifetime how long a new mail can be asked for
 * @param maxFailures after how many wrong codes or passwords the registration is void
 * @param admission who gets an account
 * @param invitationLifetime how long an invitation can be accepted
 */
public record RegistrationPolicy(
        Duration codeLifetime, Duration lifetime, int maxFailures, Admission admission, Duration invitationLifetime) {
    public RegistrationPolicy {
        if (codeLifetime.isNegative() || codeLifetime.isZero() || lifetime.compareTo(codeLifetime) < 0) {
            throw new IllegalArgumentException("a registration lives at least as long as its code, and both live");
        }
        if (invitationLifetime.isNegative() || invitationLifetime.isZero()) {
            throw new IllegalArgumentException("an invitation lives");
        }
        if (maxFailures < 1) {
            throw new IllegalArgumentException("at least one try must be allowed");
        }
    }

    /** Whether whoever wants an account can get one. */
    public boolean isOpen() {
        return admission == Admission.OPEN;
    }

    /** Whether administrators can invite people. */
    public boolean takesInvitations() {
        return admission != Admission.CLOSED;
    }
}
