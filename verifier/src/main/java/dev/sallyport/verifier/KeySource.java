package dev.sallyport.verifier;

import java.util.Optional;

/** Where the keys are that tokens are verified with. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface KeySource {
    /**
     * The key of that id.
     *
     * @param id a token's {@code kid}: what the caller says, hence only ever an index into known keys (RFC 8725 §3.10)
     * @return empty if it is certain that there is no such key
     * @throws KeysUnavailable if that cannot be told at the moment
     */
    Optional<VerificationKey> find(String id);

    /**
     * Has the keys ready before the first token comes.
     *
     * @throws KeysUnavailable if they cannot be had at the moment
     */
    default void warmUp() {}
}
