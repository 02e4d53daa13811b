package dev.sallyport.security.secondfactor;

import dev.sallyport.application.secondfactor.TotpCodes;
import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.code.HashingAlgorithm;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import dev.samstevens.totp.secret.DefaultSecretGenerator;
import dev.samstevens.totp.secret.SecretGenerator;

/** The codes of RFC 6238 by HMAC-SHA-1, which every authenticator app knows. */
public final class HmacTotpCodes implements TotpCodes {
    /** 160 bits, five in each. */
    private static final int SEED_LENGTH = 32;

    /** Draws from a {@link java.security.SecureRandom}. */
    private final SecretGenerator seeds = new DefaultSecretGenerator(SEED_LENGTH);

    @Override
    public TotpSeed newSeed() {
        return TotpSeed.of(seeds.generate());
    }

    @Override
    public TotpCode codeOf(TotpSeed seed, TotpParameters parameters, long step) {
        try {
            return TotpCode.of(ascii(new DefaultCodeGenerator(HashingAlgorithm.SHA1, parameters.digits())
                    .generate(seed.reveal(), step)));
        } catch (CodeGenerationException impossible) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-1", impossible);
        }
    }

    /** The library writes digits as people do where the server stands. */
    private static String ascii(String digits) {
        StringBuilder ascii = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> ascii.append((char) ('0' + Character.digit(digit, 10))));
        return ascii.toString();
    }
}
