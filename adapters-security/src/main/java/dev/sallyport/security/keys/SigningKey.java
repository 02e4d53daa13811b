package dev.sallyport.security.keys;

import com.auth0.jwt.algorithms.Algorithm;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.verifier.VerificationKey;
import java.util.Map;
import java.util.Optional;

/** A key that signs and verifies access tokens, with one algorithm. May be used by any number of threads. */
public sealed interface SigningKey permits EcSigningKey, RsaSigningKey, HmacSigningKey {
    /** What tokens name the key by ({@code kid}). */
    String id();

    /** The one algorithm, holding the key. */
    Algorithm algorithm();

    /** What verifies its signatures, for no other algorithm. */
    VerificationKey verificationKey();

    /** The members of its public half as a JWK (RFC 7517), in the same order every time; nothing if it has no public half. */
    Optional<Map<String, String>> jwk();

    /**
     * The key that is kept as that material.
     *
     * @throws IllegalArgumentException if the material is not of such a key
     */
    static SigningKey of(String id, KeyAlgorithm algorithm, byte[] material) {
        return switch (algorithm) {
            case ES256 -> EcSigningKey.of(id, material);
            case RS256 -> RsaSigningKey.of(id, material);
            case HS256 -> new HmacSigningKey(id, material);
        };
    }
}
