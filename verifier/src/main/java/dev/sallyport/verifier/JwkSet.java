package dev.sallyport.verifier;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The published keys that can verify our tokens (RFC 7517 §5). */
final class JwkSet {
    private JwkSet() {}

    /**
     * The keys by their ids. Those that are of no use to us are passed over: a later Sallyport may publish kinds that we do not know.
     *
     * @throws Rejected if it is no JWK Set, or has no key for us at all
     */
    static Map<String, VerificationKey> parse(byte[] utf8) throws Rejected {
        Map<String, VerificationKey> keys = new HashMap<>();
        for (Json element : Json.parseObject(utf8).objects("keys")) {
            usable(new Jwk(element)).ifPresent(key -> keys.putIfAbsent(key.getKey(), key.getValue()));
        }
        if (keys.isEmpty()) {
            throw new Rejected("no key that could verify our tokens");
        }
        return Map.copyOf(keys);
    }

    private static Optional<Map.Entry<String, VerificationKey>> usable(Jwk jwk) {
        try {
            return Optional.of(Map.entry(jwk.id(), jwk.key()));
        } catch (Rejected ofNoUse) {
            return Optional.empty();
        }
    }
}
