package dev.sallyport.domain.keys;

import java.time.Instant;
import java.util.UUID;

/**
 * One of the server's keys, encrypted under the master key, as it is stored.
 *
 * @param material the encrypted key; its encryption is bound to id and purpose
 */
public record SealedKey(UUID id, KeyPurpose purpose, byte[] material, Instant createdAt) {
    public SealedKey {
        material = material.clone();
    }

    @Override
    public byte[] material() {
        return material.clone();
    }

    @Override
    public String toString() {
        return "SealedKey[" + id + ", " + purpose + ", " + createdAt + "]";
    }
}
