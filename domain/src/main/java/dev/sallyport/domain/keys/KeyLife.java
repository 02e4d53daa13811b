package dev.sallyport.domain.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a signing key is in its life, as far as is known.
 *
 * @param signsUntil when a younger key takes over; null if none is stored
 * @param verifiesUntil when everything that it signed has expired; null likewise
 */
public record KeyLife(
        StoredKey key,
        KeyStage stage,
        @Nullable Instant signsUntil,
        @Nullable Instant verifiesUntil) {
    /** Whether anybody still needs it. */
    public boolean isLive() {
        return stage != KeyStage.GONE;
    }
}
