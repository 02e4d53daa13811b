package dev.sallyport.security.keys;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;

/** The server's own keys, opened, of every purpose at least one. */
public final class KeyRing {
    private final List<SigningKey> signing;
    private final HmacKey refreshToken;
    private final HmacKey oneTimeSecret;

    private KeyRing(Map<KeyPurpose, SequencedMap<UUID, byte[]>> keys) {
        this.signing = newestFirst(keys, KeyPurpose.ACCESS_TOKEN_SIGNING).entrySet().stream()
                .map(key -> SigningKey.of(key.getKey().toString(), key.getValue()))
                .toList();
        this.refreshToken = newestHmacKey(keys, KeyPurpose.REFRESH_TOKEN);
        this.oneTimeSecret = newestHmacKey(keys, KeyPurpose.ONE_TIME_SECRET);
    }

    private static HmacKey newestHmacKey(Map<KeyPurpose, SequencedMap<UUID, byte[]>> keys, KeyPurpose purpose) {
        return HmacKey.of(newestFirst(keys, purpose).sequencedValues().getFirst());
    }

    /**
     * Opens the stored keys, and makes those that there are not yet. Any number of instances may do so at once and end up with the
     * same ones.
     *
     * @throws WrongMasterKey if a stored key cannot be opened; nothing was stored then
     */
    public static KeyRing open(ServerKeys stored, Vault vault, IdGenerator ids, InstantSource clock) {
        Map<KeyPurpose, SequencedMap<UUID, byte[]>> keys = new EnumMap<>(KeyPurpose.class);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            keys.put(purpose, openAll(stored, vault, purpose));
        }
        // One after the other: of two instances that start with different master keys, the one that loses the first key
        // stops there.
        for (KeyPurpose purpose : KeyPurpose.values()) {
            if (newestFirst(keys, purpose).isEmpty()) {
                stored.addFirst(generate(purpose, vault, ids, clock));
                keys.put(purpose, openAll(stored, vault, purpose));
            }
        }
        return new KeyRing(keys);
    }

    private static SequencedMap<UUID, byte[]> newestFirst(
            Map<KeyPurpose, SequencedMap<UUID, byte[]>> keys, KeyPurpose purpose) {
        return keys.getOrDefault(purpose, new LinkedHashMap<>());
    }

    private static SequencedMap<UUID, byte[]> openAll(ServerKeys stored, Vault vault, KeyPurpose purpose) {
        SequencedMap<UUID, byte[]> keys = new LinkedHashMap<>();
        for (SealedKey key : stored.of(purpose)) {
            try {
                keys.put(key.id(), vault.open(key.material(), context(purpose, key.id())));
            } catch (Vault.CannotOpen cannotOpen) {
                throw new WrongMasterKey(cannotOpen);
            }
        }
        return keys;
    }

    private static SealedKey generate(KeyPurpose purpose, Vault vault, IdGenerator ids, InstantSource clock) {
        byte[] material = switch (purpose) {
            case ACCESS_TOKEN_SIGNING -> SigningKey.generate();
            case REFRESH_TOKEN, ONE_TIME_SECRET -> HmacKey.generate();
        };
        UUID id = ids.next();
        return new SealedKey(id, purpose, vault.seal(material, context(purpose, id)), clock.instant());
    }

    private static String context(KeyPurpose purpose, UUID id) {
        return "server-key " + purpose.label() + " " + id;
    }

    /** The keys of access tokens, newest first: that one signs, all of them verify. */
    public List<SigningKey> signing() {
        return signing;
    }

    /** What refresh tokens are derived with. */
    public HmacKey refreshToken() {
        return refreshToken;
    }

    /** What one-time codes and links are digested with. */
    public HmacKey oneTimeSecret() {
        return oneTimeSecret;
    }
}
