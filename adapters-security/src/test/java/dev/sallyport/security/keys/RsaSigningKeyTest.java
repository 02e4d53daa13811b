package dev.sallyport.security.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RsaSigningKeyTest {
    @Test
    void publishesTheHalfThatVerifiesWhatItSigned() throws Exception {
        RsaSigningKey key = RsaSigningKey.of("k1", RsaSigningKey.generate());
        Map<String, String> jwk = key.jwk().orElseThrow();

        byte[] signature = key.algorithm().sign("head".getBytes(UTF_8), "body".getBytes(UTF_8));

        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(jwk.get("n")), number(jwk.get("e")))));
        verifier.update("head.body".getBytes(UTF_8));
        assertThat(verifier.verify(signature)).isTrue();
        assertThat(number(jwk.get("n")).bitLength()).isEqualTo(3072);
        assertThat(jwk)
                .containsOnlyKeys("kty", "use", "alg", "kid", "n", "e")
                .containsEntry("kty", "RSA")
                .containsEntry("use", "sig")
                .containsEntry("alg", "RS256")
                .containsEntry("kid", "k1")
                .containsEntry("e", "AQAB");
        assertThat(Base64.getUrlDecoder().decode(jwk.get("n"))).hasSize(3072 / 8);
        assertThat(key).hasToString("RsaSigningKey[k1, redacted]");
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }

    @Test
    void refusesWhatIsNoOrAShortKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] tooShort = generator.generateKeyPair().getPrivate().getEncoded();

        assertThatThrownBy(() -> RsaSigningKey.of("k1", tooShort)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RsaSigningKey.of("k1", EcSigningKey.generate()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
