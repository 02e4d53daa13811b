package dev.sallyport.verifier;

import static dev.sallyport.verifier.Forgeries.assertRefused;
import static dev.sallyport.verifier.Forgeries.forgery;
import static dev.sallyport.verifier.Forgeries.saying;
import static dev.sallyport.verifier.Samples.AUDIENCE;
import static dev.sallyport.verifier.Samples.ISSUER;
import static dev.sallyport.verifier.Samples.NOW;
import static dev.sallyport.verifier.Samples.seconds;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that we would have signed, but never with these claims (RFC 9068 §4). */
class ForgedPayloadTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource({"claims", "times"})
    void refuses(String what, String why, Function<Forge, String> forgery) {
        assertRefused(forgery, why);
    }

    static Stream<Arguments> claims() {
        Stream<Arguments> missing = Stream.of(
                        "iss", "sub", "aud", "iat", "exp", "jti", "sid", "amr", "auth_time", "roles")
                .map(name -> saying("no " + name, whyMissing(name), forge -> forge.withoutClaim(name)));
        Stream<Arguments> malformed = Stream.of(
                saying(
                        "iss of somebody else",
                        "iss is somebody else",
                        forge -> forge.claim("iss", "\"https://evil.example\"")),
                saying(
                        "iss with a slash behind",
                        "iss is somebody else",
                        forge -> forge.claim("iss", "\"" + ISSUER + "/\"")),
                saying(
                        "aud of somebody else",
                        "aud is somebody else",
                        forge -> forge.claim("aud", "\"https://other.example\"")),
                saying(
                        "aud of several",
                        whyMissing("aud"),
                        forge -> forge.claim("aud", "[\"" + AUDIENCE + "\",\"https://other.example\"]")),
                saying(
                        "permissions that are null",
                        whyMissing("permissions"),
                        forge -> forge.claim("permissions", "null")),
                saying("sub that is no UUID", "sub is not a canonical UUID", forge -> forge.claim("sub", "\"admin\"")),
                saying(
                        "sub in upper case",
                        "sub is not a canonical UUID",
                        forge -> forge.claim("sub", "\"01956F2E-7C00-7000-8000-00000000000A\"")),
                saying(
                        "sub in short",
                        "sub is not a canonical UUID",
                        forge -> forge.claim("sub", "\"1956f2e-7c00-7000-8000-a\"")),
                saying("iss an object", whyMissing("iss"), forge -> forge.claim("iss", "{}")),
                saying("aud a number", whyMissing("aud"), forge -> forge.claim("aud", "5")),
                saying("jti a number", whyMissing("jti"), forge -> forge.claim("jti", "7")),
                saying("sid null", whyMissing("sid"), forge -> forge.claim("sid", "null")),
                saying(
                        "amr that cannot be",
                        "amr says what cannot be",
                        forge -> forge.claim("amr", "[\"pwd\",\"two words\"]")),
                saying("an empty amr", "amr says what cannot be", forge -> forge.claim("amr", "[\"\"]")),
                saying("amr a text", whyMissing("amr"), forge -> forge.claim("amr", "\"pwd\"")),
                saying("acr a number", whyMissing("acr"), forge -> forge.claim("acr", "2")),
                saying("acr null", whyMissing("acr"), forge -> forge.claim("acr", "null")),
                saying("an empty acr", "acr says what cannot be", forge -> forge.claim("acr", "\"\"")),
                saying("acr of two", "acr says what cannot be", forge -> forge.claim("acr", "\"aal1 aal2\"")),
                saying("roles with a number", "roles is missing or not a text", forge -> forge.claim("roles", "[1]")),
                saying(
                        "roles that say something twice",
                        "roles says something twice",
                        forge -> forge.claim("roles", "[\"user\",\"user\"]")),
                saying(
                        "a role that cannot be",
                        "roles says what cannot be",
                        forge -> forge.claim("roles", "[\"ADMİN\"]")),
                saying(
                        "a permission for everything",
                        "permissions says what cannot be",
                        forge -> forge.claim("permissions", "[\"*:*\"]")));
        return Stream.concat(missing, malformed);
    }

    static Stream<Arguments> times() {
        String now = seconds(NOW);
        String later = seconds(NOW.plusSeconds(31));
        String unreadable = "claims that java-jwt cannot read";
        return Stream.of(
                saying("expired this very moment", "expired", forge -> forge.claim("exp", now)),
                saying("expired long ago", "expired", forge -> forge.claim("exp", "0")),
                saying("exp before the beginning", "exp is out of range", forge -> forge.claim("exp", "-1")),
                saying("exp at the end of time", unreadable, forge -> forge.claim("exp", "9223372036854775807")),
                saying("exp beyond every number", unreadable, forge -> forge.claim("exp", "9".repeat(400))),
                saying("exp as a text", unreadable, forge -> forge.claim("exp", "\"9999999999\"")),
                saying("exp with a fraction", whyMissing("exp"), forge -> forge.claim("exp", "9999999999.5")),
                saying("exp with an exponent", whyMissing("exp"), forge -> forge.claim("exp", "9e11")),
                saying("exp null", whyMissing("exp"), forge -> forge.claim("exp", "null")),
                saying("issued in the future", "iat is in the future", forge -> forge.claim("iat", later)),
                saying("not valid yet", "nbf is in the future", forge -> forge.claim("nbf", later)),
                saying("nbf null", whyMissing("nbf"), forge -> forge.claim("nbf", "null")),
                saying("nbf as a text", unreadable, forge -> forge.claim("nbf", "\"now\"")),
                saying("exp of a huge exponent", unreadable, forge -> forge.claim("exp", "1e400")),
                saying(
                        "auth_time as a text",
                        whyMissing("auth_time"),
                        forge -> forge.claim("auth_time", "\"yesterday\"")));
    }

    private static String whyMissing(String name) {
        return switch (name) {
            case "amr", "roles", "permissions" -> name + " is missing or not an array";
            case "iat", "exp", "nbf", "auth_time" -> name + " is missing or not a whole number";
            default -> name + " is missing or not a text";
        };
    }
}
