package dev.sallyport.domain.secondfactor;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AuthenticationMethod;
import java.time.Duration;

/**
 * Who must have a second factor, and how it is proven.
 *
 * @param issuer whose account it is, as authenticator apps show it
 * @param totp what authenticators are enrolled with from now on
 * @param driftSteps by how many time steps a user's clock may be off, in either direction
 * @param stepUpMaxAge for how long after signing in, or proving who one is again, nobody is asked for that once more
 */
public record SecondFactorPolicy(
        Requirement requirement, String issuer, TotpParameters totp, int driftSteps, Duration stepUpMaxAge) {
    /** For how long a sign-in waits for the second factor. */
    public static final Duration CHALLENGE_LIFETIME = Duration.ofMinutes(5);

    /** How many wrong answers void a sign-in that waits for the second factor, or an enrolment. */
    public static final int MOST_TRIES = 5;

    /** For how long an authenticator can be confirmed. */
    public static final Duration ENROLMENT_LIFETIME = Duration.ofMinutes(10);

    /** How many recovery codes are handed out. */
    public static final int RECOVERY_CODES = 10;

    /** With so many recovery codes left, or fewer, their owner is told to get new ones. */
    public static final int FEW_RECOVERY_CODES = 3;

    private static final int MOST_DRIFT_STEPS = 10;

    public SecondFactorPolicy {
        if (driftSteps < 0 || driftSteps > MOST_DRIFT_STEPS) {
            throw new IllegalArgumentException("clocks may be off by 0 to " + MOST_DRIFT_STEPS + " steps");
        }
        if (stepUpMaxAge.isNegative()) {
            throw new IllegalArgumentException("an age is not negative");
        }
    }

    /** Who must have one. */
    public enum Requirement {
        OPTIONAL {
            @Override
            boolean applies(User user) {
                return false;
            }
        },
        REQUIRED {
            @Override
            boolean applies(User user) {
                return true;
            }
        },
        REQUIRED_FOR_ADMINS {
            @Override
            boolean applies(User user) {
                return BuiltInRoles.isAdministrative(user.permissions());
            }
        };

        abstract boolean applies(User user);
    }

    /**
     * Whether somebody must enrol before anything else though their token was good for everything when it was issued: because their roles
     * have come to allow what administrators alone may do, and they have proven one factor alone.
     */
    public boolean demandsEnrolment(AccessClaims caller) {
        return requirement == Requirement.REQUIRED_FOR_ADMINS
                && !caller.methods().contains(AuthenticationMethod.MULTIPLE_FACTORS)
                && BuiltInRoles.isAdministrative(caller.permissions());
    }

    /** Whether the user must enrol before anything else. */
    public boolean demandsEnrolment(User user) {
        return !user.twoFactorEnabled() && requirement.applies(user);
    }
}
