package dev.sallyport.application.testing;

import dev.sallyport.application.keys.SigningKeyMaker;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import java.util.Arrays;
import java.util.UUID;

/** Makes keys that are made of nothing but a word. */
public final class FakeSigningKeyMaker implements SigningKeyMaker {
    private final KeyAlgorithm algorithm;
    private final byte[] material;

    private FakeSigningKeyMaker(KeyAlgorithm algorithm, byte[] material) {
        this.algorithm = algorithm;
        this.material = material;
    }

    public static FakeSigningKeyMaker of(KeyAlgorithm algorithm) {
        return new FakeSigningKeyMaker(algorithm, new byte[0]);
    }

    /** For {@link KeyAlgorithm#HS256}: with the operator's secret. */
    public static FakeSigningKeyMaker ofSecret(byte... secret) {
        return new FakeSigningKeyMaker(KeyAlgorithm.HS256, secret.clone());
    }

    @Override
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public SealedKey make() {
        return new SealedKey(UUID.randomUUID(), KeyPurpose.ACCESS_TOKEN_SIGNING, algorithm, material);
    }

    @Override
    public boolean isAsConfigured(SealedKey key) {
        return key.algorithm() == algorithm && Arrays.equals(key.material(), material);
    }
}
