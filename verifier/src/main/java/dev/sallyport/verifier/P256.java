package dev.sallyport.verifier;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** The curve of ES256 (RFC 7518 §6.2.1.1). */
final class P256 {
    static final ECParameterSpec PARAMETERS = parameters();
    private static final BigInteger PRIME = ((ECFieldFp) PARAMETERS.getCurve().getField()).getP();

    private P256() {}

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
            named.init(new ECGenParameterSpec("secp256r1"));
            return named.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has P-256", impossible);
        }
    }

    /** Whether the key belongs to this curve and its point lies on it, which the JDK does not see to. */
    static boolean isOn(ECPublicKey key) {
        return key.getParams().getCurve().equals(PARAMETERS.getCurve())
                && key.getParams().getGenerator().equals(PARAMETERS.getGenerator())
                && isOn(key.getW());
    }

    private static boolean isOn(ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3)
                .add(PARAMETERS.getCurve().getA().multiply(x))
                .add(PARAMETERS.getCurve().getB());
        return isCoordinate(x)
                && isCoordinate(y)
                && y.pow(2).subtract(right).mod(PRIME).signum() == 0;
    }

    private static boolean isCoordinate(BigInteger value) {
        return value.signum() >= 0 && value.compareTo(PRIME) < 0;
    }
}
