package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Known answers. */
class Argon2idTest {
    @Test
    void givesTheAnswerOfRfc9106Section53() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(Argon2id.parameters(new Argon2Cost(32, 3, 4))
                .withSalt(bytes(16, 2))
                .withSecret(bytes(8, 3))
                .withAdditional(bytes(12, 4))
                .build());
        byte[] tag = new byte[32];

        generator.generateBytes(bytes(32, 1), tag);

        assertThat(tag)
                .asHexString()
                .isEqualToIgnoringCase("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** From the tests of the reference implementation (phc-winner-argon2). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"
            })
    void recognisesWhatTheReferenceImplementationHashed(String phc) {
        Argon2Phc stored = Argon2Phc.read(PasswordHash.of(phc));

        Argon2Memory memory = new Argon2Memory(new Argon2Cost(256, 2, 1));
        assertThat(stored.matches("password".getBytes(StandardCharsets.UTF_8), memory))
                .isTrue();
        assertThat(stored.matches("differentpassword".getBytes(StandardCharsets.UTF_8), memory))
                .isFalse();
        assertThat(stored.write().reveal()).isEqualTo(phc);
    }
}
