package dev.sallyport.security.secret;

import dev.sallyport.application.secret.SecretGenerator;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets from the platform's cryptographically secure generator. */
public final class SecureRandomSecrets implements SecretGenerator {
    private static final int TOKEN_LENGTH = 32;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            // A bounded draw is repeated until it favours no digit; a remainder would favour the low ones.
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    @Override
    public String token() {
        byte[] bytes = new byte[TOKEN_LENGTH];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
