package dev.sallyport.security.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class EcSigningKeyTest {
    private final EcSigningKey key = TestKeys.signing("k1");

    @Test
    void derivesThePublicHalfThatBelongsToThePrivateOne() throws Exception {
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key.privateKey());
        signer.update("message".getBytes(UTF_8));
        byte[] signature = signer.sign();

        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key.publicKey());
        verifier.update("message".getBytes(UTF_8));

        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void refusesWhatIsNoPrivateKeyOnP256() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        byte[] otherCurve = generator.generateKeyPair().getPrivate().getEncoded();

        assertThatThrownBy(() -> EcSigningKey.of("k1", otherCurve)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EcSigningKey.of("k1", new byte[32])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsNothingOfTheKey() {
        assertThat(key).hasToString("EcSigningKey[k1, redacted]");
        assertThat(TestKeys.hmac(1)).hasToString("[redacted]");
    }
}
