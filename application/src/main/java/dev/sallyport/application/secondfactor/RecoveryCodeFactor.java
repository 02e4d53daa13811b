package dev.sallyport.application.secondfactor;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.RecoveryCode;
import java.time.Instant;
import java.util.Optional;

/** Recovery codes, of which each works once. */
final class RecoveryCodeFactor implements SecondFactor {
    private final PasswordHasher hasher;

    RecoveryCodeFactor(PasswordHasher hasher) {
        this.hasher = hasher;
    }

    @Override
    public FactorKind kind() {
        return FactorKind.RECOVERY_CODE;
    }

    @Override
    public Optional<FactorProof> prove(EnrolledFactors enrolled, FactorAnswer answer, Instant now) {
        if (!(answer instanceof RecoveryCode code)) {
            return Optional.empty();
        }
        Optional<KeptRecoveryCode> kept = enrolled.recoveryCodes().stream()
                .filter(candidate -> candidate.selector().equals(code.selector()))
                .findFirst();
        return hasher.inTurn(() -> isRight(code, kept))
                ? Optional.of(new FactorProof.UsedRecoveryCode(code.selector()))
                : Optional.empty();
    }

    private boolean isRight(RecoveryCode code, Optional<KeptRecoveryCode> kept) {
        if (kept.isEmpty()) {
            hasher.verifyNothing(code.hashed());
            return false;
        }
        return hasher.verify(code.hashed(), kept.get().hash());
    }
}
