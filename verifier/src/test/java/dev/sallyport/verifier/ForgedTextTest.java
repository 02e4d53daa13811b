package dev.sallyport.verifier;

import static dev.sallyport.verifier.Forge.base64;
import static dev.sallyport.verifier.Forgeries.assertRefused;
import static dev.sallyport.verifier.Forgeries.forge;
import static dev.sallyport.verifier.Forgeries.forgery;
import static dev.sallyport.verifier.Forgeries.saying;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens written in any other way than the one (RFC 7515 §2, RFC 8725 §2.4). */
class ForgedTextTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void refuses(String what, String why, Function<Forge, String> forgery) {
        assertRefused(forgery, why);
    }

    static Stream<Arguments> texts() {
        String canonical = "not canonical base64url";
        String base64 = "not base64url";
        String parts = "not in three parts";
        String strict = "not strict JSON";
        String object = "not a JSON object";
        return Stream.of(
                forgery("two dots alone", object, forge -> ".."),
                forgery("a word", parts, forge -> "token"),
                forgery("a trailing dot", parts, forge -> forge.token() + "."),
                forgery("a leading dot", parts, forge -> "." + forge.token()),
                forgery("five parts, as in a JWE", parts, forge -> forge.token() + ".e30.e30"),
                forgery("10 000 characters", "longer than any of ours", forge -> "a".repeat(10_000)),
                saying(
                        "a good token of more than 8 KiB",
                        "longer than any of ours",
                        forge -> forge.claim("padding", "\"" + "a".repeat(7_000) + "\"")),
                forgery("padding behind the signature", canonical, forge -> forge.token() + "=="),
                forgery(
                        "padding that is signed",
                        canonical,
                        forge -> forge.signed(padded(forge.headerText()) + "." + base64(forge.payloadText()))),
                forgery("a blank in front", base64, forge -> " " + forge.token()),
                forgery("a line break behind", base64, forge -> forge.token() + "\n"),
                forgery(
                        "the alphabet of plain base64",
                        base64,
                        forge -> forge.signed(base64(forge.headerText()) + "." + base64(forge.payloadText()) + "+")),
                forgery("spare bits that are not zero", canonical, forge -> withSpareBits(forge.token())),
                forgery(
                        "a member of the header twice",
                        strict,
                        forge -> forge.token(twice(forge.headerText(), "\"alg\":\"ES256\""), forge.payloadText())),
                forgery(
                        "a claim twice",
                        strict,
                        forge -> forge.token(forge.headerText(), twice(forge.payloadText(), "\"roles\":[\"admin\"]"))),
                forgery(
                        "a claim twice, once escaped",
                        strict,
                        forge -> forge.token(
                                forge.headerText(), twice(forge.payloadText(), "\"r\\u006fles\":[\"admin\"]"))),
                forgery(
                        "something behind the header",
                        strict,
                        forge -> forge.token(forge.headerText() + "{}", forge.payloadText())),
                forgery(
                        "something behind the payload",
                        strict,
                        forge -> forge.token(forge.headerText(), forge.payloadText() + " null")),
                forgery("a comment", strict, forge -> forge.token(forge.headerText(), "/**/" + forge.payloadText())),
                forgery(
                        "single quotes",
                        strict,
                        forge -> forge.token(forge.headerText().replace('"', '\''), forge.payloadText())),
                forgery(
                        "a byte order mark",
                        strict,
                        forge -> forge.token(forge.headerText(), "\uFEFF" + forge.payloadText())),
                forgery(
                        "bytes that are not UTF-8",
                        strict,
                        forge -> forge.signed(base64(forge.headerText()) + "." + withoutUtf8(forge.payloadText()))),
                forgery("a payload of null", object, forge -> forge.token(forge.headerText(), "null")),
                forgery("an empty payload", object, forge -> forge.token(forge.headerText(), "")),
                forgery(
                        "a payload that is a list",
                        object,
                        forge -> forge.token(forge.headerText(), "[" + forge.payloadText() + "]")),
                forgery("a header that is a text", object, forge -> forge.token("\"ES256\"", forge.payloadText())),
                forgery(
                        "a payload of a thousand brackets",
                        strict,
                        forge -> forge.token(forge.headerText(), "[".repeat(5_000))));
    }

    @Test
    void answersQuietlyToAnyNoise() {
        Random random = new Random(8725);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(60)];
            random.nextBytes(noise);
            String text = new String(noise, ISO_8859_1);

            assertRefused(text);
            assertRefused(base64(noise) + "." + base64(text) + "." + base64(noise));
            assertRefused(forge().token(forge().headerText(), text));
        }
    }

    private static String twice(String object, String member) {
        return object.substring(0, object.length() - 1) + "," + member + "}";
    }

    private static String padded(String text) {
        String padded = text;
        while (padded.getBytes(UTF_8).length % 3 == 0) {
            padded = padded + " ";
        }
        return Base64.getUrlEncoder().encodeToString(padded.getBytes(UTF_8));
    }

    /** 64 bytes leave four bits to spare in the last character. */
    private static String withSpareBits(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last | 1);
    }

    private static String withoutUtf8(String text) {
        return base64((text + "ÿ").getBytes(ISO_8859_1));
    }
}
