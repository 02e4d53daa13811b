package dev.sallyport.domain.keys;

import java.util.UUID;

/** One of the server's keys, encrypted under the master key and bound to its id and purpose. */
public final class SealedKey {
    private final UUID id;
    private final KeyPurpose purpose;
    private final KeyAlgorithm algorithm;
    private final byte[] material;

    /**
     * @param material the encrypted key
     */
    public SealedKey(UUID id, KeyPurpose purpose, KeyAlgorithm algorithm, byte[] material) {
        this.id = id;
        this.purpose = purpose;
        this.algorithm = algorithm;
        this.material = material.clone();
    }

    public UUID id() {
        return id;
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    public byte[] material() {
        return material.clone();
    }

    /** What the material is bound to, so that no key can be put in another's place. */
    public String context() {
        return context(purpose, id);
    }

    /** What the material of a key with that purpose and id is bound to. */
    public static String context(KeyPurpose purpose, UUID id) {
        return "server-key " + purpose.label() + " " + id;
    }

    @Override
    public String toString() {
        return "SealedKey[" + id + ", " + purpose + ", " + algorithm + "]";
    }
}
