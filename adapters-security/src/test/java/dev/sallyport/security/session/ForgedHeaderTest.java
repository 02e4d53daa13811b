package dev.sallyport.security.session;

import static dev.sallyport.security.session.Forgeries.KEY;
import static dev.sallyport.security.session.Forgeries.assertRefused;
import static dev.sallyport.security.session.Forgeries.forgery;
import static dev.sallyport.security.session.Forgeries.saying;

import dev.sallyport.security.keys.EcSigningKey;
import dev.sallyport.security.keys.TestKeys;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens whose header says something that ours never do (RFC 8725 §3.10 and §3.11). */
class ForgedHeaderTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void refuses(String what, String why, Function<Forge, String> forgery) {
        assertRefused(forgery, why);
    }

    static Stream<Arguments> headers() {
        String others = "header with other members than ours";
        String kid = "kid of no key of ours";
        String typ = "typ of another kind of token";
        return Stream.of(
                saying("crit", others, forge -> forge.header("crit", "[\"exp\"]")),
                saying("an empty crit", others, forge -> forge.header("crit", "[]")),
                forgery("a key of its own", others, ForgedHeaderTest::withOwnKey),
                saying("jku", others, forge -> forge.header("jku", "\"https://evil.example/jwks.json\"")),
                saying("x5u", others, forge -> forge.header("x5u", "\"https://evil.example/cert.pem\"")),
                saying("x5c", others, forge -> forge.header("x5c", "[\"MIIB\"]")),
                saying("cty", others, forge -> forge.header("cty", "\"JWT\"")),
                saying("b64", others, forge -> forge.header("b64", "false")),
                saying("no kid", others, forge -> forge.withoutHeader("kid")),
                saying("no alg", others, forge -> forge.withoutHeader("alg")),
                saying("no typ", others, forge -> forge.withoutHeader("typ")),
                saying("kid unknown", kid, forge -> forge.header("kid", "\"019-another\"")),
                saying("kid empty", kid, forge -> forge.header("kid", "\"\"")),
                saying("kid a path", kid, forge -> forge.header("kid", "\"../../../../dev/null\"")),
                saying("kid SQL", kid, forge -> forge.header("kid", "\"x' UNION SELECT 'key'; --\"")),
                saying("kid a command", kid, forge -> forge.header("kid", "\"key; curl evil.example\"")),
                saying("kid with a NUL", kid, forge -> forge.header("kid", "\"019-our-key\\u0000\"")),
                saying("kid in upper case", kid, forge -> forge.header("kid", "\"019-OUR-KEY\"")),
                saying("kid a number", "kid is missing or not a text", forge -> forge.header("kid", "19")),
                saying("kid null", "kid is missing or not a text", forge -> forge.header("kid", "null")),
                saying("typ JWT", typ, forge -> forge.header("typ", "\"JWT\"")),
                saying("typ of an ID token", typ, forge -> forge.header("typ", "\"id+jwt\"")),
                saying("typ with a blank", typ, forge -> forge.header("typ", "\"at+jwt \"")),
                saying("typ a list", "typ is missing or not a text", forge -> forge.header("typ", "[\"at+jwt\"]")));
    }

    private static String withOwnKey(Forge forge) {
        EcSigningKey own = TestKeys.signing(KEY.id());
        var jwk = own.jwk().orElseThrow();
        forge.header(
                "jwk",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + jwk.get("x") + "\",\"y\":\"" + jwk.get("y") + "\"}");
        return Forge.signed(forge.input(), own);
    }
}
