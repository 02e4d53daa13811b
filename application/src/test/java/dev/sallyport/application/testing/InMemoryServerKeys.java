package dev.sallyport.application.testing;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.keys.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@link ServerKeys} in memory. */
public final class InMemoryServerKeys implements ServerKeys {
    private final List<StoredKey> keys = new CopyOnWriteArrayList<>();
    private final InstantSource clock;

    public InMemoryServerKeys(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public KeySuccession of(KeyPurpose purpose) {
        return new KeySuccession(
                keys.stream()
                        .filter(key -> key.key().purpose() == purpose)
                        .sorted(Comparator.comparingInt(StoredKey::number).reversed())
                        .toList(),
                clock.instant());
    }

    @Override
    public synchronized Optional<StoredKey> add(SealedKey key, int number, Duration ahead) {
        if (number < of(key.purpose()).nextNumber()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        StoredKey stored = new StoredKey(key, number, now, now.plus(ahead));
        keys.add(stored);
        return Optional.of(stored);
    }

    @Override
    public void remove(StoredKey gone) {
        keys.removeIf(key -> key.key().id().equals(gone.key().id()));
    }
}
