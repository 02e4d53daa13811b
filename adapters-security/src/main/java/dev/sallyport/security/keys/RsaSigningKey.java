package dev.sallyport.security.keys;

import com.auth0.jwt.algorithms.Algorithm;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.verifier.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import java.util.Optional;

/**
 * A key pair of 3072 bits that signs with RS256 (RFC 7518 §3.3): as strong as P-256 (NIST SP 800-57 §5.6.1). It is kept as its
 * private half in PKCS #8, which contains the public one.
 */
public final class RsaSigningKey implements SigningKey {
    private static final int BITS = 3072;

    private final String id;
    private final RSAPublicKey publicKey;
    private final Algorithm algorithm;
    private final VerificationKey verificationKey;

    private RsaSigningKey(String id, RSAPrivateCrtKey privateKey, RSAPublicKey publicKey) {
        this.id = id;
        this.publicKey = publicKey;
        this.algorithm = Algorithm.RSA256(publicKey, privateKey);
        this.verificationKey = VerificationKey.rs256(publicKey);
    }

    /**
     * The key pair with that private half.
     *
     * @param id what tokens name the key by ({@code kid})
     * @throws IllegalArgumentException if the material is not an RSA private key of 3072 bits or more
     */
    public static RsaSigningKey of(String id, byte[] pkcs8) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            if (!(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof RSAPrivateCrtKey privateKey)
                    || privateKey.getModulus().bitLength() < BITS) {
                throw new IllegalArgumentException("a signing key has " + BITS + " bits and its public half with it");
            }
            return new RsaSigningKey(id, privateKey, (RSAPublicKey) factory.generatePublic(
                    new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent())));
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException("not the material of a signing key", malformed);
        }
    }

    /** The material of a new key. */
    static byte[] generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has RSA", impossible);
        }
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
        return Optional.of(new Jwk("RSA", KeyAlgorithm.RS256, id)
                .with("n", Jwk.shortest(publicKey.getModulus()))
                .with("e", Jwk.shortest(publicKey.getPublicExponent()))
                .members());
    }

    @Override
    public String toString() {
        return "RsaSigningKey[" + id + ", redacted]";
    }
}
