package dev.sallyport.application.keys;

import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import java.util.List;

/** The server's keys as they are stored, encrypted. */
public interface ServerKeys {
    /** Every key of that purpose, newest first. */
    List<SealedKey> of(KeyPurpose purpose);

    /**
     * Keeps the key if it is the first of its purpose; of many instances that start together, exactly one succeeds.
     *
     * @return whether it was kept
     */
    boolean addFirst(SealedKey key);
}
