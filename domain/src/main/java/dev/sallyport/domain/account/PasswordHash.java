package dev.sallyport.domain.account;

import dev.sallyport.domain.secret.Secret;

/** A password's hash as a PHC string, which names its algorithm and parameters. Kept like a secret: it can be guessed at. */
public final class PasswordHash extends Secret {
    private PasswordHash(String phc) {
        super(phc);
    }

    public static PasswordHash of(String phc) {
        if (!phc.startsWith("$")) {
            throw new IllegalArgumentException("a password hash is a PHC string and starts with $");
        }
        return new PasswordHash(phc);
    }
}
