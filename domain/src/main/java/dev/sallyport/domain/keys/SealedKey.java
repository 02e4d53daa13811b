package dev.sallyport.domain.keys;

import java.time.Instant;
import java.util.UUID;

/** One of the server's keys as it is stored: encrypted under the master key, and bound to its id and purpose. */
public final class SealedKey {
    private final UUID id;
    private final KeyPurpose purpose;
    private final byte[] material;
    private final Instant createdAt;

    /**
     * @param material the encrypted key
     */
    public SealedKey(UUID id, KeyPurpose purpose, byte[] material, Instant createdAt) {
        this.id = id;
        this.purpose = purpose;
        this.material = material.clone();
        this.createdAt = createdAt;
    }

    public UUID id() {
        return id;
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    public byte[] material() {
        return material.clone();
    }

    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public String toString() {
        return "SealedKey[" + id + ", " + purpose + ", " + createdAt + "]";
    }
}
