package dev.sallyport.verifier;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** One published key (RFC 7517 §4). */
record Jwk(Json json) {
    private static final int MAX_ID_LENGTH = 256;

    /** Beyond that, verifying a signature takes so long that it would be of use to an attacker only. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_EXPONENT_BITS = 32;
    private static final int COORDINATE_LENGTH = 32;

    String id() throws Rejected {
        String id = json.text("kid");
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            throw new Rejected("kid is no key's name");
        }
        return id;
    }

    /** The key, if it is public, meant for signatures, and of an algorithm that our tokens have. */
    VerificationKey key() throws Rejected {
        if (!json.text("use").equals("sig") || json.names().contains("d")) {
            throw new Rejected("not a public key for signatures");
        }
        String algorithm = json.text("kty") + " " + json.text("alg");
        try {
            return switch (algorithm) {
                case "EC ES256" -> VerificationKey.es256(ellipticCurveKey());
                case "RSA RS256" -> VerificationKey.rs256(rsaKey());
                default -> throw new Rejected("a key of another algorithm than ours");
            };
        } catch (IllegalArgumentException | GeneralSecurityException malformed) {
            throw new Rejected("a malformed key");
        }
    }

    private ECPublicKey ellipticCurveKey() throws Rejected, GeneralSecurityException {
        if (!json.text("crv").equals("P-256")) {
            throw new Rejected("a key on another curve than ours");
        }
        ECPoint point = new ECPoint(coordinate("x"), coordinate("y"));
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256.PARAMETERS));
    }

    private RSAPublicKey rsaKey() throws Rejected, GeneralSecurityException {
        BigInteger modulus = number("n");
        BigInteger exponent = number("e");
        if (modulus.bitLength() > MAX_RSA_BITS || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new Rejected("a key too large to be of use");
        }
        return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /** All 32 bytes of it, leading zeros too (RFC 7518 §6.2.1.2). */
    private BigInteger coordinate(String name) throws Rejected {
        byte[] bytes = bytes(name);
        if (bytes.length != COORDINATE_LENGTH) {
            throw new Rejected(name + " is no coordinate");
        }
        return new BigInteger(1, bytes);
    }

    private BigInteger number(String name) throws Rejected {
        return new BigInteger(1, bytes(name));
    }

    private byte[] bytes(String name) throws Rejected {
        return Base64.getUrlDecoder().decode(json.text(name));
    }
}
