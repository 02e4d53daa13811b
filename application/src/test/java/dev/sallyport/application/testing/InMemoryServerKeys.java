package dev.sallyport.application.testing;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@link ServerKeys} in memory. */
public final class InMemoryServerKeys implements ServerKeys {
    private final List<SealedKey> keys = new CopyOnWriteArrayList<>();

    @Override
    public List<SealedKey> of(KeyPurpose purpose) {
        return keys.stream()
                .filter(key -> key.purpose() == purpose)
                .sorted(Comparator.comparing(SealedKey::createdAt).reversed())
                .toList();
    }

    @Override
    public synchronized boolean addFirst(SealedKey key) {
        return of(key.purpose()).isEmpty() && keys.add(key);
    }
}
