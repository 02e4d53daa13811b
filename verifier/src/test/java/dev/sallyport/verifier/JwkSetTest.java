package dev.sallyport.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetTest {
    private static final TestKey KEY = TestKey.generate("019-good");

    private static Map<String, VerificationKey> parse(String... jwks) throws Rejected {
        return JwkSet.parse(("{\"keys\":[" + String.join(",", jwks) + "],\"more\":1}").getBytes(UTF_8));
    }

    @Test
    void readsKeysForEs256AndRs256() throws Exception {
        Map<String, VerificationKey> keys = parse(KEY.jwk(), rsa(2048, "rsa"));

        assertThat(keys).containsOnlyKeys("019-good", "rsa");
        assertThat(keys.get("019-good").algorithm()).isEqualTo("ES256");
        assertThat(keys.get("rsa").algorithm()).isEqualTo("RS256");
    }

    /** Each of these differs from a good key in one thing alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'use':'sig' -> 'use':'enc'",
                "'use':'sig' -> 'use':7",
                "'use':'sig', -> ",
                "'kty':'EC' -> 'kty':'oct','k':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'",
                "'kty':'EC' -> 'kty':'OKP'",
                "'kty':'EC' -> 'kty':'RSA'",
                "'alg':'ES256' -> 'alg':'HS256'",
                "'alg':'ES256' -> 'alg':'none'",
                "'alg':'ES256' -> 'alg':'ES256K'",
                "'alg':'ES256', -> ",
                "'crv':'P-256' -> 'crv':'secp256k1'",
                "'crv':'P-256', -> ",
                "'kid':'019-bad' -> 'kid':''",
                "'kid':'019-bad' -> 'kid':null",
                "'kid':'019-bad', -> ",
                "'x':' -> 'd':'AQAB','x':'",
                "'x':' -> 'x':'AAAA",
                "'x':' -> 'x':'=+/",
                "'x':' -> 'z':'",
                "'y':' -> 'y':7,'z':'",
            })
    void passesOverAKeyOfNoUseAndTakesTheNext(String change) throws Exception {
        String[] parts = change.replace('\'', '"').split(" -> ?", -1);
        String bad = TestKey.generate("019-bad").jwk();
        String changed = bad.replace(parts[0], parts[1]);

        assertThat(parse(bad)).containsOnlyKeys("019-bad");
        assertThat(changed).isNotEqualTo(bad);
        assertThat(parse(changed, KEY.jwk())).containsOnlyKeys("019-good");
    }

    @Test
    void passesOverAPointThatIsNotOnTheCurve() throws Exception {
        TestKey other = TestKey.generate("019-other");
        String mixed = other.jwk().replace(other.x(), KEY.x());

        assertThat(parse(other.jwk())).containsOnlyKeys("019-other");
        assertThat(parse(mixed, KEY.jwk())).containsOnlyKeys("019-good");
    }

    @Test
    void passesOverRsaKeysThatAreTooSmallOrTooLarge() throws Exception {
        String huge = "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"huge\",\"e\":\"AQAB\",\"n\":\""
                + "_".repeat(1400) + "\"}";

        assertThat(parse(rsa(1024, "small"), huge, rsa(2048, "e").replace("AQAB", "_".repeat(20)), KEY.jwk()))
                .containsOnlyKeys("019-good");
    }

    @Test
    void takesTheFirstOfTwoKeysWithOneName() throws Exception {
        assertThat(parse(KEY.jwk(), rsa(2048, KEY.id())).get(KEY.id()).algorithm())
                .isEqualTo("ES256");
    }

    @Test
    void refusesASetThatSaysKeysTwice() {
        assertThatThrownBy(() -> JwkSet.parse(("{\"keys\":[],\"keys\":[" + KEY.jwk() + "]}").getBytes(UTF_8)))
                .isInstanceOf(Rejected.class);
    }

    private static String rsa(int bits, String id) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        RSAPublicKey key = (RSAPublicKey) generator.generateKeyPair().getPublic();
        return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"" + id + "\",\"e\":\"AQAB\",\"n\":\""
                + Forge.base64(key.getModulus().toByteArray()) + "\"}";
    }
}
