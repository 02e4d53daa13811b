package dev.sallyport.domain.keys;

import java.time.Instant;

/**
 * A key as it is stored. The store's clock says the times.
 *
 * @param number its place among the keys of its purpose; the first is 1
 * @param activeFrom from when on it is used, unless a younger key is used by then
 */
public record StoredKey(SealedKey key, int number, Instant createdAt, Instant activeFrom) {}
