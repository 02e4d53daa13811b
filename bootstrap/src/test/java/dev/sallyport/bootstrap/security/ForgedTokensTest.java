package dev.sallyport.bootstrap.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.security.keys.EcSigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that were never issued, and some that were but not for this: all refused in the same words. */
@DisplayName("Forged access tokens: ASVS 9.1.1–9.1.3, 9.2.1–9.2.4; RFC 8725 §3; RFC 9068 §4")
final class ForgedTokensTest {
    private static final String OTHERS = "https://evil.example.com";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static RunningSystem system;
    private static Guest guest;
    private static EcSigningKey key;
    private static String accessToken;
    private static List<String> refused;

    @BeforeAll
    static void start() {
        system = RunningSystem.on(postgres.settings());
        guest = system.guest();
        key = system.signingKey();
        accessToken = guest.signUp("ada@example.com").text("accessToken");
        refused = Answers.seen(guest.me("garbage"));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static Forgery forgery() {
        return new Forgery(accessToken, key);
    }

    // What makes the other tests mean something: it is the change that is refused, not the forger's hand.
    @Test
    void aTokenPutTogetherAgainUnchangedIsAccepted() {
        assertThat(guest.me(forgery().signed()).outcome()).isEqualTo("200");
        assertThat(refused.getFirst()).isEqualTo("401");
        assertThat(refused.toString())
                .contains("invalid-access-token")
                .containsIgnoringCase("www-authenticate=[Bearer error=\"invalid_token\"]");
    }

    static Stream<Arguments> algorithms() {
        return Stream.of(
                forged("alg none", token -> token.header("alg", "\"none\"").withSignature("")),
                forged(
                        "alg None, signature kept",
                        token -> token.header("alg", "\"None\"")
                                .withSignature(token.genuine().split("\\.", -1)[2])),
                forged("alg nOnE", token -> token.header("alg", "\"nOnE\"").withSignature("")),
                forged("no alg", token -> token.withoutHeader("alg").signed()),
                forged("no signature", token -> token.withSignature("")),
                forged("alg null", token -> token.header("alg", "null").signed()),
                forged(
                        "HS256 with the public key (DER) as secret",
                        token -> token.header("alg", "\"HS256\"")
                                .authenticatedWith(token.key().publicKey().getEncoded())),
                forged(
                        "HS256 with the public key (PEM) as secret",
                        token -> token.header("alg", "\"HS256\"").authenticatedWith(pem(token))),
                forged(
                        "HS256 with the public key (JWK) as secret",
                        token -> token.header("alg", "\"HS256\"")
                                .authenticatedWith(guest.send(ApiRequest.get("/.well-known/jwks.json"))
                                        .json()
                                        .at("/keys/0")
                                        .toString()
                                        .getBytes(UTF_8))),
                forged(
                        "HS256 with the kid as secret",
                        token -> token.header("alg", "\"HS256\"")
                                .authenticatedWith(token.key().id().getBytes(UTF_8))),
                forged(
                        "ES256's signature called ES384",
                        token -> token.header("alg", "\"ES384\"").signed()),
                forged(
                        "ES256's signature called RS256",
                        token -> token.header("alg", "\"RS256\"").signed()),
                forged(
                        "alg in lower case",
                        token -> token.header("alg", "\"es256\"").signed()),
                // CVE-2022-21449.
                forged("a signature of zeros", token -> token.withSignature(Forgery.base64(new byte[64]))),
                forged(
                        "a signature of another token",
                        token -> token.claim("roles", "[\"admin\"]")
                                .withSignature(token.genuine().split("\\.", -1)[2])),
                forged(
                        "a signature cut short",
                        token -> token.genuine().substring(0, token.genuine().length() - 4)));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                forged(
                        "another key under our kid",
                        token -> token.signedWith(strangersKey(token.key().id()))),
                forged(
                        "another key under its own kid",
                        token -> token.header("kid", "\"stranger\"").signedWith(strangersKey("stranger"))),
                forged(
                        "another key embedded as jwk",
                        token -> token.header("jwk", jwk()).signedWith(strangersKey("stranger"))),
                forged(
                        "our own key embedded as jwk",
                        token -> token.header("jwk", jwk()).signed()),
                forged(
                        "jku",
                        token -> token.header("jku", "\"" + OTHERS + "/jwks.json\"")
                                .signed()),
                forged(
                        "x5u",
                        token -> token.header("x5u", "\"" + OTHERS + "/chain.pem\"")
                                .signed()),
                forged("x5c", token -> token.header("x5c", "[\"MIIB\"]").signed()),
                forged(
                        "kid of a file",
                        token -> token.header("kid", "\"../../../../../../dev/null\"")
                                .authenticatedWith(new byte[1])),
                forged(
                        "kid of a file, our signature",
                        token -> token.header("kid", "\"../../../../../../dev/null\"")
                                .signed()),
                forged(
                        "kid of SQL",
                        token -> token.header("kid", "\"x' UNION SELECT 'secret' --\"")
                                .signed()),
                forged(
                        "kid of a URL",
                        token -> token.header("kid", "\"" + OTHERS + "/key\"").signed()),
                forged(
                        "kid with a space behind",
                        token -> token.header("kid", "\"" + token.key().id() + " \"")
                                .signed()),
                forged(
                        "kid in upper case",
                        token -> token.header("kid", "\"" + token.key().id().toUpperCase(Locale.ROOT) + "\"")
                                .signed()),
                forged(
                        "kid that is a list",
                        token -> token.header("kid", "[\"" + token.key().id() + "\"]")
                                .signed()),
                forged("empty kid", token -> token.header("kid", "\"\"").signed()),
                forged("no kid", token -> token.withoutHeader("kid").signed()),
                forged(
                        "crit of what nobody knows",
                        token -> token.header("crit", "[\"x\"]")
                                .header("x", "true")
                                .signed()),
                forged("crit of exp", token -> token.header("crit", "[\"exp\"]").signed()),
                forged(
                        "payload not encoded (RFC 7797)",
                        token -> token.header("crit", "[\"b64\"]")
                                .header("b64", "false")
                                .signed()),
                forged("typ JWT", token -> token.header("typ", "\"JWT\"").signed()),
                forged(
                        "typ of an ID token",
                        token -> token.header("typ", "\"id+jwt\"").signed()),
                forged(
                        "typ of a logout token",
                        token -> token.header("typ", "\"logout+jwt\"").signed()),
                forged("no typ", token -> token.withoutHeader("typ").signed()),
                forged(
                        "cty of a nested token",
                        token -> token.header("cty", "\"JWT\"").signed()),
                forged("compressed", token -> token.header("zip", "\"DEF\"").signed()));
    }

    static Stream<Arguments> claims() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                forged("no exp", token -> token.withoutClaim("exp").signed()),
                forged("exp null", token -> token.claim("exp", "null").signed()),
                forged(
                        "exp a text",
                        token -> token.claim("exp", "\"" + (now + 900) + "\"").signed()),
                forged(
                        "exp a fraction",
                        token -> token.claim("exp", (now + 900) + ".5").signed()),
                forged(
                        "exp beyond all numbers",
                        token -> token.claim("exp", "99999999999999999999").signed()),
                forged("exp negative", token -> token.claim("exp", "-1").signed()),
                forged(
                        "expired",
                        token -> token.claim("iat", Long.toString(now - 1000))
                                .claim("exp", Long.toString(now - 100))
                                .signed()),
                forged(
                        "expired a second ago",
                        token -> token.claim("exp", Long.toString(now - 1)).signed()),
                forged(
                        "issued tomorrow",
                        token -> token.claim("iat", Long.toString(now + 86_400))
                                .claim("exp", Long.toString(now + 87_300))
                                .signed()),
                forged(
                        "not before tomorrow",
                        token -> token.claim("nbf", Long.toString(now + 86_400)).signed()),
                forged("no iat", token -> token.withoutClaim("iat").signed()),
                forged(
                        "another issuer",
                        token -> token.claim("iss", "\"" + OTHERS + "\"").signed()),
                forged(
                        "our issuer with a slash",
                        token -> token.claim("iss", "\"" + RunningSystem.PUBLIC_URL + "/\"")
                                .signed()),
                forged("no issuer", token -> token.withoutClaim("iss").signed()),
                forged(
                        "another audience",
                        token -> token.claim("aud", "\"" + OTHERS + "\"").signed()),
                forged(
                        "one audience too many",
                        token -> token.claim("aud", "[\"" + RunningSystem.PUBLIC_URL + "\",\"" + OTHERS + "\"]")
                                .signed()),
                forged("no audience", token -> token.withoutClaim("aud").signed()),
                forged("no subject", token -> token.withoutClaim("sub").signed()),
                forged(
                        "subject SQL",
                        token -> token.claim("sub", "\"x' OR '1'='1\"").signed()),
                forged("no session", token -> token.withoutClaim("sid").signed()),
                forged(
                        "a session that never was",
                        token -> token.claim("sid", "\"0190a000-0000-7000-8000-000000000000\"")
                                .signed()),
                forged("no id", token -> token.withoutClaim("jti").signed()),
                forged(
                        "roles a text",
                        token -> token.claim("roles", "\"admin\"").signed()));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                forged(
                        "a claim twice",
                        token -> token.signed(
                                token.headerText(), token.claimsText().replace("{", "{\"roles\":[\"admin\"],"))),
                forged(
                        "a header twice",
                        token -> token.signed(
                                token.headerText().replace("{", "{\"alg\":\"none\","), token.claimsText())),
                forged(
                        "something after the claims",
                        token -> token.signed(token.headerText(), token.claimsText() + "{}")),
                forged(
                        "claims that are a list",
                        token -> token.signed(token.headerText(), "[" + token.claimsText() + "]")),
                forged("base64 with padding", token -> token.genuine() + "=="),
                forged("another text of the same signature", ForgedTokensTest::otherText),
                forged("base64 for texts, not for URLs", ForgedTokensTest::inTheOtherAlphabet),
                forged(
                        "claims whose base64 is padded",
                        token -> Forgery.sign(
                                Forgery.base64(token.headerText()) + "." + padded(token.claimsText()), token.key())),
                forged("a signature in DER", ForgedTokensTest::derSignature),
                forged("four parts", token -> token.genuine() + ".AAAA"),
                forged(
                        "two parts",
                        token -> token.genuine().substring(0, token.genuine().lastIndexOf('.'))),
                forged("an empty part in front", token -> "." + token.genuine()),
                forged("twice", token -> token.genuine() + token.genuine()),
                forged("dots alone", token -> ".."),
                forged("another installation's", token -> strangersToken()),
                forged("one whose session has ended", token -> signedOut()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"algorithms", "headers", "claims", "texts"})
    void refuses(String what, Function<Forgery, String> forge) {
        ApiAnswer answer = guest.me(forge.apply(forgery()));

        assertThat(Answers.seen(answer)).as(what).isEqualTo(refused);
    }

    private static Arguments forged(String what, Function<Forgery, String> forge) {
        return Arguments.of(what, forge);
    }

    private static byte[] pem(Forgery token) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(token.key().publicKey().getEncoded());
        return ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n").getBytes(UTF_8);
    }

    private static String jwk() {
        return guest.send(ApiRequest.get("/.well-known/jwks.json"))
                .json()
                .at("/keys/0")
                .toString();
    }

    private static EcSigningKey strangersKey(String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return EcSigningKey.of(id, generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The last of 86 characters has two bits that mean nothing: another text of the same bytes. */
    private static String otherText(Forgery token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String genuine = token.genuine();
        int last = alphabet.indexOf(genuine.charAt(genuine.length() - 1));
        return genuine.substring(0, genuine.length() - 1) + alphabet.charAt(last ^ 1);
    }

    /** With a claim whose base64 would differ, and so does. */
    private static String inTheOtherAlphabet(Forgery token) {
        String claims = token.claim("x", "\"???~~~???>>>\"").claimsText();
        return Forgery.sign(
                Forgery.base64(token.headerText()) + "."
                        + Base64.getEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)),
                token.key());
    }

    /** Spaces between JSON's members mean nothing, so there is a text of every length. */
    private static String padded(String json) {
        String text = json;
        while (text.length() % 3 == 0) {
            text = text.replaceFirst("\\{", "{ ");
        }
        return Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String derSignature(Forgery token) {
        String input = token.genuine().substring(0, token.genuine().lastIndexOf('.'));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(token.key().privateKey());
            signature.update(input.getBytes(UTF_8));
            return input + "." + Forgery.base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String strangersToken() {
        try (RunningSystem other = RunningSystem.on(postgres.server().createDatabase())) {
            return other.guest().signUp("ada@example.com").text("accessToken");
        }
    }

    private static String signedOut() {
        ApiAnswer tokens = guest.login("ada@example.com", Guest.PASSWORD);
        guest.logout(tokens.text("refreshToken"));
        return tokens.text("accessToken");
    }

    // RFC 6750 §2: one way to present a token, once.
    @Test
    void aGenuineTokenInTheWrongPlaceIsNone() {
        assertThat(guest.send(ApiRequest.get("/api/v1/me").header("Authorization", "Basic " + accessToken))
                        .outcome())
                .isEqualTo("401 not-signed-in");
        assertThat(guest.send(ApiRequest.get("/api/v1/me?access_token=" + accessToken))
                        .outcome())
                .isEqualTo("401 not-signed-in");
        assertThat(guest.send(ApiRequest.get("/api/v1/me").header("Cookie", "access_token=" + accessToken))
                        .outcome())
                .isEqualTo("401 not-signed-in");
        assertThat(guest.send(ApiRequest.get("/api/v1/me").bearer(accessToken).bearer(accessToken))
                        .outcome())
                .isEqualTo("401 invalid-access-token");
    }
}
