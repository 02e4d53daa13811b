package dev.sallyport.domain.secondfactor;

/** What a right answer was found to be. It proves something only to whoever is the first to spend it. */
public sealed interface FactorProof {
    FactorKind kind();

    /** A code of that time step, later than any that was accepted before. */
    record TotpStep(long step) implements FactorProof {
        @Override
        public FactorKind kind() {
            return FactorKind.TOTP;
        }
    }

    /** The recovery code of that selector. */
    record UsedRecoveryCode(String selector) implements FactorProof {
        @Override
        public FactorKind kind() {
            return FactorKind.RECOVERY_CODE;
        }
    }
}
