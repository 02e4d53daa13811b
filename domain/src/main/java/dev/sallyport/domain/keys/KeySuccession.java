package dev.sallyport.domain.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All stored keys of one purpose, as they stood at one moment.
 *
 * @param newestFirst by their numbers
 * @param asOf that moment, by the store's clock, which is the same for all instances
 */
public record KeySuccession(List<StoredKey> newestFirst, Instant asOf) {
    public KeySuccession {
        newestFirst = List.copyOf(newestFirst);
    }

    public Optional<StoredKey> newest() {
        return newestFirst.stream().findFirst();
    }

    /** The number of the key that comes next. */
    public int nextNumber() {
        return newest().map(StoredKey::number).orElse(0) + 1;
    }
}
