package dev.sallyport.application.keys;

import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.keys.StoredKey;
import java.time.Duration;
import java.util.Optional;

/** The server's keys as they are stored, encrypted. All times are said by the store's clock. */
public interface ServerKeys {
    /** Every key of that purpose. */
    KeySuccession of(KeyPurpose purpose);

    /**
     * Keeps the key under that number, unless its purpose has a key of that number or a later one already. Of many instances that
     * add a key with the same number at once, exactly one succeeds: whoever decides by {@link #of} to add the next decides alone.
     *
     * @param ahead how long from now until it is used
     * @return the key as it was kept, or nothing if it was not
     */
    Optional<StoredKey> add(SealedKey key, int number, Duration ahead);

    /** Forgets a key. Forgetting it twice does no harm. */
    void remove(StoredKey key);
}
