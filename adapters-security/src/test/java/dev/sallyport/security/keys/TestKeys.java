package dev.sallyport.security.keys;

import dev.sallyport.domain.keys.KeyAlgorithm;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Keys for tests. */
public final class TestKeys {
    private TestKeys() {}

    /** A new signing key of that id. */
    public static EcSigningKey signing(String id) {
        return EcSigningKey.of(id, EcSigningKey.generate());
    }

    /** A new signing key of that id and algorithm. */
    public static SigningKey signing(String id, KeyAlgorithm algorithm) {
        byte[] material = switch (algorithm) {
            case ES256 -> EcSigningKey.generate();
            case RS256 -> RsaSigningKey.generate();
            case HS256 -> HmacKey.generate();
        };
        return SigningKey.of(id, algorithm, material);
    }

    /** The same key for the same number. */
    public static HmacKey hmac(int number) {
        byte[] bytes = new byte[HmacKey.LENGTH];
        Arrays.fill(bytes, (byte) number);
        return HmacKey.of(bytes);
    }

    /** A new master key. */
    public static MasterKey master() {
        byte[] bytes = new byte[MasterKey.LENGTH];
        new SecureRandom().nextBytes(bytes);
        return MasterKey.parse(Base64.getEncoder().encodeToString(bytes));
    }
}
