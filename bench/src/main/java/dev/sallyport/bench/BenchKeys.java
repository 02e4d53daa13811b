package dev.sallyport.bench;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.keys.StoredKey;
import dev.sallyport.security.UuidV7Ids;
import dev.sallyport.security.keys.AesGcmVault;
import dev.sallyport.security.keys.KeyRing;
import dev.sallyport.security.keys.MasterKey;
import dev.sallyport.security.keys.VaultKeyMaker;
import dev.sallyport.security.keys.VaultSigningKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Keys as a server has them, kept nowhere. */
record BenchKeys(KeyRing ring, VaultSigningKeys signing) {
    private static final KeyRotation ROTATION = KeyRotation.of(Duration.ofDays(30), Duration.ofMinutes(15));

    static BenchKeys make() {
        byte[] master = new byte[MasterKey.LENGTH];
        new SecureRandom().nextBytes(master);
        var vault = new AesGcmVault(MasterKey.parse(Base64.getEncoder().encodeToString(master)), List.of());
        var maker =
                new VaultKeyMaker(vault, new UuidV7Ids(InstantSource.system()), KeyAlgorithm.ES256, Optional.empty());
        var stored = new KeysInMemory();
        return new BenchKeys(KeyRing.open(stored, vault, maker), VaultSigningKeys.open(stored, vault, ROTATION));
    }

    private static final class KeysInMemory implements ServerKeys {
        private final List<StoredKey> keys = new ArrayList<>();

        @Override
        public KeySuccession of(KeyPurpose purpose) {
            return new KeySuccession(
                    keys.stream().filter(key -> key.key().purpose() == purpose).toList(), Instant.now());
        }

        @Override
        public Optional<StoredKey> add(SealedKey key, int number, Duration ahead) {
            var stored = new StoredKey(key, number, Instant.now(), Instant.now());
            keys.add(stored);
            return Optional.of(stored);
        }

        @Override
        public void remove(StoredKey key) {
            keys.remove(key);
        }
    }
}
