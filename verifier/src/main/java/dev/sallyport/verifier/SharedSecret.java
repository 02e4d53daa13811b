package dev.sallyport.verifier;

import java.util.Optional;

/** The one key of a Sallyport that signs with HS256. There is no choice to be made, whatever a token calls it. */
record SharedSecret(VerificationKey key) implements KeySource {
    @Override
    public Optional<VerificationKey> find(String id) {
        return Optional.of(key);
    }
}
