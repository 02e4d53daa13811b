package dev.sallyport.verifier;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** A key pair for ES256. */
record TestKey(String id, ECPrivateKey privateKey, ECPublicKey publicKey) {
    static TestKey generate(String id) {
        return on("secp256r1", id);
    }

    static TestKey on(String curve, String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            KeyPair pair = generator.generateKeyPair();
            return new TestKey(id, (ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String x() {
        return coordinate(publicKey.getW().getAffineX());
    }

    String y() {
        return coordinate(publicKey.getW().getAffineY());
    }

    /** As Sallyport publishes it. */
    String jwk() {
        return """
                {"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}""".formatted(id, x(), y());
    }

    private static String coordinate(BigInteger value) {
        byte[] shortest = value.toByteArray();
        byte[] full = new byte[32];
        int length = Math.min(shortest.length, 32);
        System.arraycopy(shortest, shortest.length - length, full, 32 - length, length);
        return Forge.base64(full);
    }
}
