package dev.sallyport.security.keys;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.keys.SigningKeyMaker;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the server's keys, and seals them. */
public final class VaultKeyMaker implements SigningKeyMaker {
    private final Vault vault;
    private final IdGenerator ids;
    private final KeyAlgorithm algorithm;
    private final @Nullable JwtSecret secret;

    /**
     * @param algorithm of the keys that sign access tokens
     * @param secret what signs with {@link KeyAlgorithm#HS256}; there is one with that, and with that alone
     */
    public VaultKeyMaker(Vault vault, IdGenerator ids, KeyAlgorithm algorithm, Optional<JwtSecret> secret) {
        if (secret.isPresent() != (algorithm == KeyAlgorithm.HS256)) {
            throw new IllegalArgumentException("a secret is given for HS256 alone");
        }
        this.vault = vault;
        this.ids = ids;
        this.algorithm = algorithm;
        this.secret = secret.orElse(null);
    }

    @Override
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public SealedKey make() {
        return make(KeyPurpose.ACCESS_TOKEN_SIGNING);
    }

    SealedKey make(KeyPurpose purpose) {
        return switch (purpose) {
            case ACCESS_TOKEN_SIGNING -> seal(purpose, algorithm, signingMaterial());
            case REFRESH_TOKEN, ONE_TIME_SECRET, AUDIT_SEAL -> seal(purpose, KeyAlgorithm.HS256, HmacKey.generate());
        };
    }

    private byte[] signingMaterial() {
        return switch (algorithm) {
            case ES256 -> EcSigningKey.generate();
            case RS256 -> RsaSigningKey.generate();
            case HS256 -> Objects.requireNonNull(secret).bytes();
        };
    }

    private SealedKey seal(KeyPurpose purpose, KeyAlgorithm with, byte[] material) {
        UUID id = ids.next();
        return new SealedKey(id, purpose, with, vault.seal(material, SealedKey.context(purpose, id)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws WrongMasterKey if it must be opened to know, and cannot be
     */
    @Override
    public boolean isAsConfigured(SealedKey key) {
        return key.algorithm() == algorithm && (secret == null || isSealed(secret, key));
    }

    private boolean isSealed(JwtSecret expected, SealedKey key) {
        try {
            return MessageDigest.isEqual(vault.open(key.material(), key.context()), expected.bytes());
        } catch (Vault.CannotOpen cannotOpen) {
            throw new WrongMasterKey(cannotOpen);
        }
    }
}
