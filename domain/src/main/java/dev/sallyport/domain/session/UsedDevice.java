package dev.sallyport.domain.session;

import java.time.Instant;

/**
 * A device on which somebody has signed in.
 *
 * @param name in plain words, such as {@code Firefox on Windows}
 * @param provider the range of addresses that it was used from, of a provider's size
 */
public record UsedDevice(String name, String provider, Instant firstUsedAt, Instant lastUsedAt) {}
