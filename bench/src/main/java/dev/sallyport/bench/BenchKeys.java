package dev.sallyport.bench;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.security.UuidV7Ids;
import dev.sallyport.security.keys.AesGcmVault;
import dev.sallyport.security.keys.KeyRing;
import dev.sallyport.security.keys.MasterKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys as a server has them, kept nowhere. */
final class BenchKeys {
    private BenchKeys() {}

    static KeyRing ring() {
        byte[] master = new byte[MasterKey.LENGTH];
        new SecureRandom().nextBytes(master);
        var vault = new AesGcmVault(MasterKey.parse(Base64.getEncoder().encodeToString(master)), List.of());
        return KeyRing.open(new KeysInMemory(), vault, new UuidV7Ids(InstantSource.system()), InstantSource.system());
    }

    private static final class KeysInMemory implements ServerKeys {
        private final List<SealedKey> keys = new ArrayList<>();

        @Override
        public List<SealedKey> of(KeyPurpose purpose) {
            return keys.stream().filter(key -> key.purpose() == purpose).toList();
        }

        @Override
        public boolean addFirst(SealedKey key) {
            return of(key.purpose()).isEmpty() && keys.add(key);
        }
    }
}
