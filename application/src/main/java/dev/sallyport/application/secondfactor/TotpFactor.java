package dev.sallyport.application.secondfactor;

import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Codes of an authenticator (RFC 6238). */
public final class TotpFactor implements SecondFactor {
    /** Before any step of which a code was accepted. */
    static final long NO_STEP = -1;

    private final TotpCodes codes;
    private final int driftSteps;

    public TotpFactor(TotpCodes codes, int driftSteps) {
        this.codes = codes;
        this.driftSteps = driftSteps;
    }

    @Override
    public FactorKind kind() {
        return FactorKind.TOTP;
    }

    @Override
    public Optional<FactorProof> prove(EnrolledFactors enrolled, FactorAnswer answer, Instant now) {
        if (!(answer instanceof TotpCode code) || enrolled.totp().isEmpty()) {
            return Optional.empty();
        }
        var totp = enrolled.totp().get();
        OptionalLong step = stepOf(code, totp.seed(), totp.parameters(), totp.spentStep(), now);
        return step.isPresent() ? Optional.of(new FactorProof.TotpStep(step.getAsLong())) : Optional.empty();
    }

    /** The first step after the spent one that has this code, as far as clocks may be off. Every step is looked at, and every digit. */
    OptionalLong stepOf(TotpCode code, TotpSeed seed, TotpParameters parameters, long spent, Instant now) {
        long current = parameters.stepAt(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = current + driftSteps; step >= current - driftSteps; step--) {
            boolean matches = codes.codeOf(seed, parameters, step).matches(code);
            if (matches && step > spent) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }
}
