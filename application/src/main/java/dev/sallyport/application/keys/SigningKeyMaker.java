package dev.sallyport.application.keys;

import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.SealedKey;

/** Makes signing keys of the kind that the operator asks for. With RS256 that takes seconds, so not inside a transaction. */
public interface SigningKeyMaker {
    /** Of the keys that it makes. */
    KeyAlgorithm algorithm();

    /** A new key, or with {@link KeyAlgorithm#HS256} the one that the operator gave. */
    SealedKey make();

    /** Whether that key is what the operator asks for: of that algorithm and, if they gave the key, that one. */
    boolean isAsConfigured(SealedKey key);
}
