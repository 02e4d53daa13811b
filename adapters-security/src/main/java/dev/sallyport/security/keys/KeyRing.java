package dev.sallyport.security.keys;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.keys.StoredKey;
import java.time.Duration;
import java.util.Optional;

/** The server's own keys that stay the same, opened. Those that sign are {@link VaultSigningKeys}. */
public final class KeyRing {
    private final HmacKey refreshToken;
    private final HmacKey oneTimeSecret;
    private final HmacKey auditSeal;

    private KeyRing(HmacKey refreshToken, HmacKey oneTimeSecret, HmacKey auditSeal) {
        this.refreshToken = refreshToken;
        this.oneTimeSecret = oneTimeSecret;
        this.auditSeal = auditSeal;
    }

    /**
     * Opens the stored keys of every purpose, and makes those that there are not yet, also the first that signs. Any number of
     * instances may do so at once and end up with the same ones.
     *
     * @throws WrongMasterKey if a stored key cannot be opened; nothing was stored then
     */
    public static KeyRing open(ServerKeys stored, Vault vault, VaultKeyMaker maker) {
        requireToOpen(stored, vault);
        // One after the other: of two instances that start with different master keys, the one that loses the first key
        // stops there.
        for (KeyPurpose purpose : KeyPurpose.values()) {
            KeySuccession keys = stored.of(purpose);
            if (keys.newest().isEmpty()) {
                stored.add(maker.make(purpose), keys.nextNumber(), Duration.ZERO);
                openAll(stored.of(purpose), vault);
            }
        }
        return new KeyRing(
                newestHmacKey(stored, vault, KeyPurpose.REFRESH_TOKEN),
                newestHmacKey(stored, vault, KeyPurpose.ONE_TIME_SECRET),
                newestHmacKey(stored, vault, KeyPurpose.AUDIT_SEAL));
    }

    /**
     * The key that the audit trail is sealed with, if there is one yet.
     *
     * @throws WrongMasterKey if it cannot be opened
     */
    public static Optional<HmacKey> auditSeal(ServerKeys stored, Vault vault) {
        return stored.of(KeyPurpose.AUDIT_SEAL).newest().map(key -> HmacKey.of(open(key.key(), vault)));
    }

    /**
     * Makes sure that the vault opens every stored key, before anything is sealed in it that others could not open.
     *
     * @throws WrongMasterKey if it does not
     */
    public static void requireToOpen(ServerKeys stored, Vault vault) {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            openAll(stored.of(purpose), vault);
        }
    }

    private static void openAll(KeySuccession keys, Vault vault) {
        for (StoredKey key : keys.newestFirst()) {
            open(key.key(), vault);
        }
    }

    private static HmacKey newestHmacKey(ServerKeys stored, Vault vault, KeyPurpose purpose) {
        return HmacKey.of(open(stored.of(purpose).newest().orElseThrow().key(), vault));
    }

    private static byte[] open(SealedKey key, Vault vault) {
        try {
            return vault.open(key.material(), key.context());
        } catch (Vault.CannotOpen cannotOpen) {
            throw new WrongMasterKey(cannotOpen);
        }
    }

    /** What refresh tokens are derived with. */
    public HmacKey refreshToken() {
        return refreshToken;
    }

    /** What one-time codes and links are digested with. */
    public HmacKey oneTimeSecret() {
        return oneTimeSecret;
    }

    /** What the audit trail is sealed with. */
    public HmacKey auditSeal() {
        return auditSeal;
    }
}
