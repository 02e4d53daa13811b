package dev.sallyport.verifier;

import static dev.sallyport.verifier.Forge.base64;
import static dev.sallyport.verifier.Forgeries.KEY;
import static dev.sallyport.verifier.Forgeries.assertRefused;
import static dev.sallyport.verifier.Forgeries.forge;
import static dev.sallyport.verifier.Forgeries.forgery;
import static dev.sallyport.verifier.Forgeries.saying;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens whose signature is not ours, or is not of the key's algorithm (RFC 8725 §3.1). */
class ForgedSignatureTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithms")
    void refuses(String what, String why, Function<Forge, String> forgery) {
        assertRefused(forgery, why);
    }

    static Stream<Arguments> algorithms() {
        String notTheKeys = "alg is not the key's";
        String notOurs = "not our signature";
        return Stream.of(
                forgery(
                        "alg none without a signature",
                        notTheKeys,
                        forge -> forge.header("alg", "\"none\"").input() + "."),
                saying("alg None with a good signature", notTheKeys, forge -> forge.header("alg", "\"None\"")),
                forgery(
                        "alg HS256 keyed with the public key's bytes",
                        notTheKeys,
                        forge -> hs256(forge, KEY.publicKey().getEncoded())),
                forgery("alg HS256 keyed with the public key as PEM", notTheKeys, forge -> hs256(forge, pem())),
                saying("alg ES384", notTheKeys, forge -> forge.header("alg", "\"ES384\"")),
                saying("alg in lower case", notTheKeys, forge -> forge.header("alg", "\"es256\"")),
                forgery(
                        "another key of the same name",
                        notOurs,
                        forge -> Forge.signed(forge.input(), TestKey.generate(KEY.id()))),
                forgery("no signature", notOurs, forge -> forge.input() + "."),
                forgery("a signature of zeros", notOurs, forge -> forge.input() + "." + base64(new byte[64])),
                forgery(
                        "a signature of a zero and a one",
                        notOurs,
                        forge -> forge.input() + "." + base64(zeroAndOne())),
                forgery("a signature in DER", notOurs, forge -> forge.input() + "." + base64(new byte[70])),
                forgery(
                        "a signature that is one byte short",
                        notOurs,
                        forge -> forge.input() + "." + base64(Arrays.copyOf(signature(forge), 63))),
                forgery(
                        "a signature that is one byte longer",
                        notOurs,
                        forge -> forge.input() + "." + base64(Arrays.copyOf(signature(forge), 65))),
                forgery(
                        "another token's signature",
                        notOurs,
                        forge -> forge.input() + "." + base64(signature(forge().claim("roles", "[]")))));
    }

    @Test
    void refusesEveryTokenWithOneCharacterChanged() {
        String good = forge().token();

        for (int i = 0; i < good.length(); i++) {
            char other = good.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(good.substring(0, i) + other + good.substring(i + 1));
        }
    }

    private static String hs256(Forge forge, byte[] secret) {
        String input = forge.header("alg", "\"HS256\"").input();
        return input + "." + base64(hmac(secret, input));
    }

    private static byte[] hmac(byte[] secret, String input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(input.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] signature(Forge forge) {
        String token = forge.token();
        return Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    }

    private static byte[] pem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(KEY.publicKey().getEncoded());
        return ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n").getBytes(UTF_8);
    }

    private static byte[] zeroAndOne() {
        byte[] signature = new byte[64];
        signature[63] = 1;
        return signature;
    }
}
