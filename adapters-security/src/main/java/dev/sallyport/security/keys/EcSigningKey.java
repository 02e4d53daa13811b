package dev.sallyport.security.keys;

import com.auth0.jwt.algorithms.Algorithm;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.verifier.VerificationKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;

/** A key pair on the curve P-256 that signs with ES256 (RFC 7518 §3.4). It is kept as its private half in PKCS #8. */
public final class EcSigningKey implements SigningKey {
    private static final int P256_BITS = 256;

    private final String id;
    private final ECPrivateKey privateKey;
    private final ECPublicKey publicKey;
    private final Algorithm algorithm;
    private final VerificationKey verificationKey;

    private EcSigningKey(String id, ECPrivateKey privateKey, ECPublicKey publicKey) {
        this.id = id;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.algorithm = Algorithm.ECDSA256(publicKey, privateKey);
        this.verificationKey = VerificationKey.es256(publicKey);
    }

    /**
     * The key pair with that private half.
     *
     * @param id what tokens name the key by ({@code kid})
     * @throws IllegalArgumentException if the material is not a private key on P-256
     */
    public static EcSigningKey of(String id, byte[] pkcs8) {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPrivateKey privateKey = (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (privateKey.getParams().getOrder().bitLength() != P256_BITS) {
                throw new IllegalArgumentException("a signing key lies on the curve P-256");
            }
            return new EcSigningKey(id, privateKey, (ECPublicKey) factory.generatePublic(
                    new ECPublicKeySpec(publicPoint(privateKey.getS()), privateKey.getParams())));
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException("not the material of a signing key", malformed);
        }
    }

    /** The material of a new key. */
    static byte[] generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has P-256", impossible);
        }
    }

    /** The JDK does not derive the public half from the private one. */
    private static ECPoint publicPoint(BigInteger secret) {
        var point = ECNamedCurveTable.getByName("P-256").getG().multiply(secret).normalize();
        return new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
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
        return Optional.of(new Jwk("EC", KeyAlgorithm.ES256, id)
                .with("crv", "P-256")
                .with("x", Jwk.fixed(publicKey.getW().getAffineX(), P256_BITS))
                .with("y", Jwk.fixed(publicKey.getW().getAffineY(), P256_BITS))
                .members());
    }

    public ECPrivateKey privateKey() {
        return privateKey;
    }

    public ECPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public String toString() {
        return "EcSigningKey[" + id + ", redacted]";
    }
}
