package dev.sallyport.security.session;

import static dev.sallyport.security.session.AccessTokenSamples.AUDIENCE;
import static dev.sallyport.security.session.AccessTokenSamples.CLAIMS;
import static dev.sallyport.security.session.AccessTokenSamples.ISSUER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.Claim;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.keys.EcSigningKey;
import dev.sallyport.security.keys.SigningKey;
import dev.sallyport.security.keys.SigningKeySet;
import dev.sallyport.security.keys.TestKeys;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JavaJwtAccessTokensTest {
    private final MutableClock clock = new MutableClock();
    private final EcSigningKey key = TestKeys.signing("019-new");
    private final JavaJwtAccessTokens tokens = tokens(key);

    private JavaJwtAccessTokens tokens(SigningKey... keys) {
        return new JavaJwtAccessTokens(
                () -> SigningKeySet.of(List.of(keys), keys[0].id()), ISSUER, AUDIENCE, 50, clock);
    }

    @Test
    void saysExactlyWhatTheContractPromises() throws Exception {
        String[] parts = tokens.issue(CLAIMS).reveal().split("\\.", -1);
        ObjectMapper mapper = new ObjectMapper();
        Base64.Decoder decoder = Base64.getUrlDecoder();

        assertThat(mapper.readTree(decoder.decode(parts[0])))
                .isEqualTo(mapper.readTree("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"019-new\"}"));
        assertThat(mapper.readTree(decoder.decode(parts[1]))).isEqualTo(mapper.readTree(AccessTokenSamples.payload()));
    }

    @Test
    void verifiesWhatItIssued() {
        assertThat(tokens.verify(tokens.issue(CLAIMS))).contains(new VerifiedAccessToken(CLAIMS));
    }

    @Test
    void saysWhenMoreThanOneFactorWasProven() {
        AccessClaims strong = new AccessClaims(
                CLAIMS.id(),
                CLAIMS.scope(),
                CLAIMS.userId(),
                CLAIMS.sessionId(),
                Set.of(AuthenticationMethod.values()),
                CLAIMS.authenticatedAt(),
                CLAIMS.roles(),
                CLAIMS.permissions(),
                CLAIMS.issuedAt(),
                CLAIMS.expiresAt());

        AccessToken token = tokens.issue(strong);

        assertThat(JWT.decode(token.reveal()).getClaim("amr").asList(String.class))
                .containsExactly("mfa", "otp", "pwd");
        assertThat(JWT.decode(token.reveal()).getClaim("acr").asString()).isEqualTo("aal2");
        assertThat(tokens.verify(token)).contains(new VerifiedAccessToken(strong));
    }

    @Test
    void doesNotSayWhichPermissionsThereAreIfThereAreMoreThanItMayList() {
        assertThat(claim(allowing(50, 20), "permissions").asList(String.class)).hasSize(50);
        assertThat(claim(allowing(51, 20), "permissions").isMissing()).isTrue();
        assertThat(claim(allowing(50, 120), "permissions").isMissing())
                .as("so long that others would not read the token")
                .isTrue();

        assertThat(tokens.verify(tokens.issue(allowing(51, 20))))
                .contains(new VerifiedAccessToken(CLAIMS.allowing(Set.of())));
    }

    @Test
    void staysOfASizeThatIsReadHoweverManyRolesThereAre() {
        Set<RoleName> roles = IntStream.range(0, 50)
                .mapToObj(i -> new RoleName("r".repeat(61) + "-" + (char) ('a' + i % 26) + (i / 26)))
                .collect(Collectors.toSet());
        AccessClaims many = new AccessClaims(
                CLAIMS.id(),
                CLAIMS.scope(),
                CLAIMS.userId(),
                CLAIMS.sessionId(),
                Set.of(AuthenticationMethod.values()),
                CLAIMS.authenticatedAt(),
                roles,
                allowing(50, 30).permissions(),
                CLAIMS.issuedAt(),
                CLAIMS.expiresAt());

        assertThat(roles).hasSize(50);
        assertThat(tokens.verify(tokens.issue(many))).isPresent();
    }

    @Test
    void leavesRoomForOtherHeadersHoweverLongTheListIs() {
        Set<Boolean> listed = new HashSet<>();
        for (int length = 61; length < 80; length++) {
            AccessClaims claims = allowing(50, length);
            listed.add(claim(claims, "permissions").isMissing());

            assertThat(tokens.issue(claims).reveal()).hasSizeLessThan(6 * 1024);
        }
        assertThat(listed).as("some are just short enough, some not").hasSize(2);
    }

    private Claim claim(AccessClaims claims, String name) {
        return JWT.decode(tokens.issue(claims).reveal()).getClaim(name);
    }

    /** So many permissions of so many characters. */
    private static AccessClaims allowing(int permissions, int length) {
        return CLAIMS.allowing(IntStream.range(0, permissions)
                .mapToObj(i -> new Permission(
                        "p" + i + "x".repeat(Math.min(60, length) - 3) + ":" + "a".repeat(Math.max(1, length - 60))))
                .collect(Collectors.toSet()));
    }

    @Test
    void keepsWholeSecondsOfTimes() {
        AccessClaims precise = new AccessClaims(
                CLAIMS.id(),
                CLAIMS.scope(),
                CLAIMS.userId(),
                CLAIMS.sessionId(),
                CLAIMS.methods(),
                CLAIMS.authenticatedAt().plusMillis(999),
                Set.of(),
                Set.of(),
                CLAIMS.issuedAt(),
                CLAIMS.expiresAt());

        assertThat(tokens.verify(tokens.issue(precise))).hasValueSatisfying(verified -> {
            assertThat(verified.claims().authenticatedAt()).isEqualTo(CLAIMS.authenticatedAt());
            assertThat(verified.claims().roles()).isEmpty();
            assertThat(verified.claims().permissions()).isEmpty();
        });
    }

    @Test
    void acceptsATokenUntilTheInstantOfItsExpiry() {
        AccessToken token = tokens.issue(CLAIMS);

        clock.advance(Duration.ofMinutes(15).minusNanos(1));
        assertThat(tokens.verify(token)).isPresent();
        clock.advance(Duration.ofNanos(1));
        assertThat(tokens.verify(token)).isEmpty();
    }

    /** Other services take such a token; here, what follows from the method is not known. */
    @Test
    void refusesAnAuthenticationMethodThatThisVersionDoesNotKnow() {
        String known = signed(AccessTokenSamples.payload());
        String unknown = signed(AccessTokenSamples.payload().replace("[\"pwd\"]", "[\"pwd\", \"hwk\"]"));

        assertThat(tokens.verify(AccessToken.of(known))).contains(new VerifiedAccessToken(CLAIMS));
        assertThat(tokens.verify(AccessToken.of(unknown))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void refusesWhatIsNotOurs(String what, UnaryOperator<String> forgery) {
        assertThat(tokens.verify(AccessToken.of(signed(forgery.apply(AccessTokenSamples.payload())))))
                .isEmpty();
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("another issuer", payload -> payload.replace(ISSUER, "https://evil.example")),
                forgery("another audience", payload -> payload.replace(AUDIENCE, "https://evil.example")),
                forgery("no exp", payload -> payload.replace("\"exp\"", "\"expires\"")));
    }

    private static Arguments forgery(String what, UnaryOperator<String> forgery) {
        return Arguments.of(what, forgery);
    }

    private String signed(String payload) {
        return signed(payload, key.algorithm());
    }

    /** Whatever signs it, it names our key. */
    private String signed(String payload, Algorithm algorithm) {
        return JWT.create()
                .withHeader(Map.of("typ", "at+jwt", "kid", key.id()))
                .withPayload(payload)
                .sign(algorithm);
    }

    @Test
    void signsWithTheNewestKeyAndVerifiesWithAll() {
        EcSigningKey newer = TestKeys.signing("019-newer");
        JavaJwtAccessTokens rotated = tokens(newer, key);
        AccessToken old = tokens.issue(CLAIMS);
        AccessToken young = rotated.issue(CLAIMS);

        assertThat(rotated.verify(old)).isPresent();
        assertThat(rotated.verify(young)).isPresent();
        assertThat(tokens.verify(young)).isEmpty();
        assertThat(rotated.publicKeys()).extracting(jwk -> jwk.get("kid")).containsExactly("019-newer", "019-new");
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void signsWithTheAlgorithmOfTheKeyAndVerifiesItsTokensAlsoWhenAnotherSigns(KeyAlgorithm algorithm) {
        SigningKey other = TestKeys.signing("019-other", algorithm);

        AccessToken token = tokens(other, key).issue(CLAIMS);

        assertThat(new String(Base64.getUrlDecoder().decode(token.reveal().split("\\.", -1)[0]), US_ASCII))
                .contains("\"alg\":\"" + algorithm + "\"", "\"kid\":\"019-other\"");
        assertThat(tokens(key, other).verify(token)).contains(new VerifiedAccessToken(CLAIMS));
        assertThat(tokens(key).verify(token)).isEmpty();
    }

    @Test
    void refusesAnAlgorithmThatIsOnlyAnotherKeys() {
        SigningKey secret = TestKeys.signing("019-secret", KeyAlgorithm.HS256);
        String confused = signed(AccessTokenSamples.payload(), secret.algorithm());

        assertThat(tokens(secret, key).verify(AccessToken.of(confused))).isEmpty();
    }

    @Test
    void publishesKeysThatAnybodyCanVerifyTheTokensWith() throws Exception {
        Map<String, String> jwk = tokens.publicKeys().getFirst();
        ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
        String token = tokens.issue(CLAIMS).reveal();
        int dot = token.lastIndexOf('.');

        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, key.publicKey().getParams())));
        verifier.update(token.substring(0, dot).getBytes(US_ASCII));

        assertThat(verifier.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1))))
                .isTrue();
        assertThat(jwk)
                .containsOnlyKeys("kty", "crv", "use", "alg", "kid", "x", "y")
                .containsEntry("kty", "EC")
                .containsEntry("crv", "P-256")
                .containsEntry("use", "sig")
                .containsEntry("alg", "ES256")
                .containsEntry("kid", "019-new");
    }

    private static BigInteger coordinate(Map<String, String> jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.get(name)));
    }

    @Test
    void writesCoordinatesWithAllTheirLeadingZeros() throws Exception {
        EcSigningKey withZeros = null;
        for (int secret = 2; withZeros == null; secret++) {
            EcSigningKey candidate = EcSigningKey.of("k", pkcs8(secret));
            ECPoint point = candidate.publicKey().getW();
            withZeros = point.getAffineX().bitLength() <= 248 ? candidate : null;
        }

        Map<String, String> jwk = tokens(withZeros).publicKeys().getFirst();

        assertThat(Base64.getUrlDecoder().decode(jwk.get("x"))).hasSize(32).startsWith(0);
        assertThat(Base64.getUrlDecoder().decode(jwk.get("y"))).hasSize(32);
    }

    private byte[] pkcs8(int secret) throws Exception {
        ECPrivateKeySpec spec =
                new ECPrivateKeySpec(BigInteger.valueOf(secret), key.publicKey().getParams());
        return KeyFactory.getInstance("EC").generatePrivate(spec).getEncoded();
    }
}
