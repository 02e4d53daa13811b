package dev.sallyport.security.keys;

import com.auth0.jwt.algorithms.Algorithm;
import dev.sallyport.verifier.VerificationKey;
import java.util.Map;
import java.util.Optional;

/** The operator's secret, which signs with HS256 (RFC 7518 §3.2). It has no public half, so it is never published. */
public final class HmacSigningKey implements SigningKey {
    private final String id;
    private final Algorithm algorithm;
    private final VerificationKey verificationKey;

    HmacSigningKey(String id, byte[] secret) {
        this.id = id;
        this.algorithm = Algorithm.HMAC256(secret);
        this.verificationKey = VerificationKey.hs256(secret);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Algorithm algorithm() {
        return algorithm;
    }

    @Override
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    @Override
    public Optional<Map<String, String>> jwk() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "HmacSigningKey[" + id + ", redacted]";
    }
}
