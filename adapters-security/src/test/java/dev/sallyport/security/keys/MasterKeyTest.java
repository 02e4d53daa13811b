package dev.sallyport.security.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    private static final byte[] RANDOM =
            HexFormat.of().parseHex("9f1c44e07ab35d2286f60b91c8d73e5fa0127b6984cefd3307ba51e8962c4ad5");

    @Test
    void readsEveryUsualWayToWriteThirtyTwoBytesInBase64() {
        byte[] derived = parse(Base64.getEncoder()).derive("label", 16);

        assertThat(parse(Base64.getEncoder().withoutPadding()).derive("label", 16))
                .isEqualTo(derived);
        assertThat(parse(Base64.getUrlEncoder()).derive("label", 16)).isEqualTo(derived);
        assertThat(MasterKey.parse(" " + Base64.getEncoder().encodeToString(RANDOM) + "\n")
                        .derive("label", 16))
                .isEqualTo(derived);
    }

    private static MasterKey parse(Base64.Encoder encoder) {
        return MasterKey.parse(encoder.encodeToString(RANDOM));
    }

    /** The expected bytes are HKDF-SHA256 (RFC 5869) without salt, as another implementation computes it. */
    @Test
    void derivesByHkdfADifferentKeyForEveryLabel() {
        MasterKey key = parse(Base64.getEncoder());

        assertThat(key.derive("label", 32))
                .asHexString()
                .isEqualToIgnoringCase("86a21d639f7b15922d49ee792c9bd6276002e03b66b97067754673e208c0d7f0");
        assertThat(key.derive("other", 32)).isNotEqualTo(key.derive("label", 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void refusesAnyOtherLength(int length) {
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex("9f1c44e07ab35d2286f60b91c8d73e5f".repeat(4)), length);

        assertThatThrownBy(() -> MasterKey.parse(Base64.getEncoder().encodeToString(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 32 bytes, not " + length);
    }

    @Test
    void refusesWhatIsNotRandom() {
        byte[] counting = new byte[32];
        byte[] repeating = new byte[32];
        for (int i = 0; i < 32; i++) {
            counting[i] = (byte) (i * 7);
            repeating[i] = RANDOM[i % 16];
        }

        assertRefusedAsWeak(new byte[32]);
        assertRefusedAsWeak(counting);
        assertRefusedAsWeak(repeating);
        assertRefusedAsWeak("correct horse battery staple 123".getBytes(StandardCharsets.US_ASCII));
        assertRefusedAsWeak("0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertRefusedAsWeak(byte[] bytes) {
        assertThatThrownBy(() -> MasterKey.parse(Base64.getEncoder().encodeToString(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("random");
    }

    @Test
    void saysNothingOfTheKeyWhenItRefusesOne() {
        assertThatThrownBy(() -> MasterKey.parse("swordfish!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a master key is written in base64")
                .hasNoCause();
    }

    @Test
    void printsNothingOfTheKey() {
        assertThat(parse(Base64.getEncoder())).hasToString("[redacted]");
    }
}
