package dev.sallyport.domain.secondfactor;

import java.util.List;
import java.util.Optional;

/**
 * The second factors that a user has.
 *
 * @param recoveryCodes those that were not used yet
 */
public record EnrolledFactors(Optional<Totp> totp, List<KeptRecoveryCode> recoveryCodes) {
    public static final EnrolledFactors NONE = new EnrolledFactors(Optional.empty(), List.of());

    public EnrolledFactors {
        recoveryCodes = List.copyOf(recoveryCodes);
    }
}
