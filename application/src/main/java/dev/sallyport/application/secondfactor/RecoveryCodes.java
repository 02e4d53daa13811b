package dev.sallyport.application.secondfactor;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.secret.SecretGenerator;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.RecoveryCode;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes recovery codes. */
public final class RecoveryCodes {
    private final SecretGenerator secrets;
    private final PasswordHasher hasher;

    public RecoveryCodes(SecretGenerator secrets, PasswordHasher hasher) {
        this.secrets = secrets;
        this.hasher = hasher;
    }

    /**
     * Codes that nobody has seen yet.
     *
     * @param kept what is stored of them
     */
    record Fresh(List<RecoveryCode> codes, List<KeptRecoveryCode> kept) {}

    /** A full set. It hashes each, so it is never called inside a transaction. */
    Fresh make() {
        Map<String, RecoveryCode> bySelector = new LinkedHashMap<>();
        while (bySelector.size() < SecondFactorPolicy.RECOVERY_CODES) {
            RecoveryCode code = RecoveryCode.of(secrets.base32(RecoveryCode.LENGTH));
            bySelector.putIfAbsent(code.selector(), code);
        }
        Collection<RecoveryCode> codes = bySelector.values();
        return new Fresh(
                List.copyOf(codes),
                codes.stream()
                        .map(code -> new KeptRecoveryCode(code.selector(), hasher.hash(code.hashed())))
                        .toList());
    }
}
