package dev.sallyport.persistence.secondfactor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.TotpSeed;

/** Seals the seeds of authenticators, so that a stolen database makes no codes. A sealed seed is bound to its user: it is nobody else's. */
final class SealedSeeds {
    private final Vault vault;

    SealedSeeds(Vault vault) {
        this.vault = vault;
    }

    byte[] seal(UserId user, TotpSeed seed) {
        return vault.seal(seed.reveal().getBytes(US_ASCII), context(user));
    }

    /**
     * @throws IllegalStateException if the vault has not the key, or the seed is not that user's
     */
    TotpSeed open(UserId user, byte[] sealed) {
        try {
            return TotpSeed.of(new String(vault.open(sealed, context(user)), US_ASCII));
        } catch (Vault.CannotOpen unreadable) {
            throw new IllegalStateException("the authenticator of user " + user + " cannot be decrypted", unreadable);
        }
    }

    /** What a sealed seed is bound to. */
    static String context(UserId user) {
        return "totp-seed:" + user;
    }
}
