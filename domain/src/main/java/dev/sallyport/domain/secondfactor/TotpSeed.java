package dev.sallyport.domain.secondfactor;

import dev.sallyport.domain.secret.Secret;
import java.util.regex.Pattern;

/** What a user's authenticator and we share: 160 random bits (RFC 4226 §4), in base 32, as people type them into an app that sees no QR code. */
public final class TotpSeed extends Secret {
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{32}");

    private TotpSeed(String base32) {
        super(base32);
    }

    /**
     * The seed of that text.
     *
     * @throws IllegalArgumentException if it is not 160 bits in base 32
     */
    public static TotpSeed of(String base32) {
        if (!FORM.matcher(base32).matches()) {
            throw new IllegalArgumentException("a seed is 160 bits in base 32");
        }
        return new TotpSeed(base32);
    }
}
