package dev.sallyport.security.secret;

import dev.sallyport.application.secret.SecretGenerator;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets from the platform's cryptographically secure generator. */
public final class SecureRandomSecrets implements SecretGenerator {
    private static final int TOKEN_LENGTH = 32;
    private static final String DIGITS = "0123456789";

    /** Crockford's. */
    private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final SecureRandom random = new SecureRandom();

    @Override
    public String digits(int count) {
        return draw(count, DIGITS);
    }

    @Override
    public String base32(int count) {
        return draw(count, BASE32);
    }

    private String draw(int count, String alphabet) {
        StringBuilder drawn = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            // A bounded draw is repeated until it favours no character; a remainder would favour the first ones.
            drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return drawn.toString();
    }

    @Override
    public String token() {
        byte[] bytes = new byte[TOKEN_LENGTH];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
