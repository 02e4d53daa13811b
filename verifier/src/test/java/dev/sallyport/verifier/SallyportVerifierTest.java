package dev.sallyport.verifier;

import static dev.sallyport.verifier.Forgeries.KEY;
import static dev.sallyport.verifier.Samples.AUDIENCE;
import static dev.sallyport.verifier.Samples.ISSUER;
import static dev.sallyport.verifier.Samples.NOW;
import static dev.sallyport.verifier.Samples.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SallyportVerifierTest {
    private static final byte[] SECRET = "a secret of thirty-two bytes, or more".getBytes(StandardCharsets.US_ASCII);

    private final MutableClock clock = new MutableClock();
    private final SallyportVerifier verifier = verifier(VerificationKey.es256(KEY.publicKey()));

    private static Forge forge() {
        return Forgeries.forge();
    }

    private VerifierBuilder builder() {
        return SallyportVerifier.builder(ISSUER).audience(AUDIENCE).clock(clock);
    }

    private SallyportVerifier verifier(VerificationKey key) {
        return builder().keys(id -> Optional.of(key)).build();
    }

    @Test
    void saysWhatTheTokenSays() {
        VerifiedAccessToken token = verifier.verify(forge().token());

        assertThat(token.userId()).isEqualTo(Samples.USER);
        assertThat(token.sessionId()).isEqualTo(Samples.SESSION);
        assertThat(token.tokenId()).isEqualTo(Samples.TOKEN);
        assertThat(token.roles()).containsExactlyInAnyOrder("admin", "user");
        assertThat(token.permissions()).containsExactlyInAnyOrder("users:read", "users:write");
        assertThat(token.authenticationMethods()).containsExactly("pwd");
        assertThat(token.assurance()).isEqualTo("aal1");
        assertThat(token.authenticatedAt()).isEqualTo(NOW.minusSeconds(60));
        assertThat(token.issuedAt()).isEqualTo(NOW);
        assertThat(token.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void acceptsATokenUntilTheInstantOfItsExpiry() {
        String token = forge().token();

        clock.advance(Duration.ofMinutes(15).minusNanos(1));
        assertThat(verifier.verify(token).userId()).isEqualTo(Samples.USER);
        clock.advance(Duration.ofNanos(1));
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(InvalidAccessToken.class)
                .hasMessage("expired");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 60})
    void letsSallyportsClockBeAheadByTheLeewayAndNoMore(int leeway) {
        SallyportVerifier lenient = builder()
                .keys(id -> Optional.of(VerificationKey.es256(KEY.publicKey())))
                .leeway(Duration.ofSeconds(leeway))
                .build();

        assertThat(lenient.verify(ahead(leeway)).userId()).isEqualTo(Samples.USER);
        assertThatThrownBy(() -> lenient.verify(ahead(leeway + 1))).isInstanceOf(InvalidAccessToken.class);
    }

    private static String ahead(int seconds) {
        String time = seconds(NOW.plusSeconds(seconds));
        return forge().claim("iat", time).claim("nbf", time).token();
    }

    @Test
    void acceptsWhatALaterSallyportMayAdd() {
        String later = forge().claim("acr", "\"https://refeds.org/profile/mfa\"")
                .claim("amr", "[\"pwd\",\"hwk\"]")
                .claim("cnf", "{}")
                .token();

        VerifiedAccessToken token = verifier.verify(later);

        assertThat(token.authenticationMethods()).containsExactlyInAnyOrder("pwd", "hwk");
        assertThat(token.assurance()).isEqualTo("https://refeds.org/profile/mfa");
    }

    @Test
    void tellsThatMoreThanOneFactorWasProven() {
        String strong = forge().claim("acr", "\"aal2\"")
                .claim("amr", "[\"mfa\",\"otp\",\"pwd\"]")
                .token();

        VerifiedAccessToken token = verifier.verify(strong);

        assertThat(token.assurance()).isEqualTo("aal2");
        assertThat(token.authenticationMethods()).containsExactlyInAnyOrder("pwd", "otp", "mfa");
    }

    @Test
    void takesATokenThatDoesNotSayHowSureItIsForTheLeastSure() {
        String earlier = forge().withoutClaim("acr").token();

        assertThat(verifier.verify(earlier).assurance()).isEqualTo("aal1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "APPLICATION/AT+JWT"})
    void takesTheTypeForAMediaTypeWhereverTheServiceStands(String type) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            String token = forge().header("typ", "\"" + type + "\"").token();

            assertThat(verifier.verify(token).userId()).isEqualTo(Samples.USER);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void verifiesRs256WithAKeyForIt() throws Exception {
        KeyPair pair = rsa(2048);
        String token = signed(Algorithm.RSA256((RSAPrivateKey) pair.getPrivate()));
        SallyportVerifier rs256 = verifier(VerificationKey.rs256((RSAPublicKey) pair.getPublic()));

        assertThat(rs256.verify(token).userId()).isEqualTo(Samples.USER);
        assertThatThrownBy(() -> rs256.verify(forge().token())).hasMessage("alg is not the key's");
        assertThatThrownBy(() ->
                        rs256.verify(signed(Algorithm.HMAC256(pair.getPublic().getEncoded()))))
                .hasMessage("alg is not the key's");
        assertThatThrownBy(() -> rs256.verify(signed(Algorithm.RSA512((RSAPrivateKey) pair.getPrivate()))))
                .hasMessage("alg is not the key's");
    }

    @Test
    void verifiesHs256WithTheSharedSecretWhateverItsKeyIsCalled() {
        SallyportVerifier hs256 = builder().sharedSecret(SECRET.clone()).build();
        byte[] other = SECRET.clone();
        other[0]++;

        assertThat(hs256.verify(signed(Algorithm.HMAC256(SECRET))).userId()).isEqualTo(Samples.USER);
        assertThatThrownBy(() -> hs256.verify(signed(Algorithm.HMAC256(other)))).hasMessage("not our signature");
        assertThatThrownBy(() -> hs256.verify(signed(Algorithm.HMAC512(SECRET))))
                .hasMessage("alg is not the key's");
        assertThatThrownBy(() -> hs256.verify(forge().token())).hasMessage("alg is not the key's");
    }

    /** Neither the array that it was given nor anything that it prints gives the secret away or lets it be changed. */
    @Test
    void keepsTheSecretToItself() {
        byte[] given = SECRET.clone();
        SallyportVerifier hs256 = builder().sharedSecret(given).build();
        given[0]++;

        assertThat(hs256.verify(signed(Algorithm.HMAC256(SECRET))).userId()).isEqualTo(Samples.USER);
        assertThat(VerificationKey.hs256(SECRET)).hasToString("VerificationKey[HS256, redacted]");
        assertThat(new SharedSecret(VerificationKey.hs256(SECRET)).toString()).contains("redacted");
    }

    private static String signed(Algorithm algorithm) {
        return JWT.create()
                .withHeader(Map.of("typ", "at+jwt", "kid", KEY.id()))
                .withPayload(forge().payloadText())
                .sign(algorithm);
    }

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @Test
    void takesNoKeyThatIsTooWeakOrOnAnotherCurve() throws Exception {
        RSAPublicKey weak = (RSAPublicKey) rsa(1024).getPublic();

        assertThatThrownBy(() -> VerificationKey.rs256(weak)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerificationKey.hs256(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> VerificationKey.es256(TestKey.on("secp384r1", "k").publicKey()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer   ", "BEARER "})
    void readsTheBearerHeader(String scheme) {
        assertThat(verifier.verifyBearer(scheme + forge().token()).userId()).isEqualTo(Samples.USER);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic YTpi", "eyJ.eyJ.sig", "Bearerx", "DPoP x"})
    void asksForABearerTokenWhereNoneIsShown(String header) {
        assertThatThrownBy(() -> verifier.verifyBearer(header))
                .isInstanceOfSatisfying(InvalidAccessToken.class, refused -> {
                    assertThat(refused.status()).isEqualTo(401);
                    assertThat(refused.headers()).isEqualTo(Map.of("WWW-Authenticate", "Bearer"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a b", "Bearer x.y.z", "Bearer a,b", "Bearer é"})
    void saysOfABadBearerTokenThatItIsInvalidAndNoMore(String header) {
        assertThatThrownBy(() -> verifier.verifyBearer(header))
                .isInstanceOfSatisfying(InvalidAccessToken.class, refused -> {
                    assertThat(refused.status()).isEqualTo(401);
                    assertThat(refused.headers())
                            .isEqualTo(Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
                });
    }

    @Test
    void passesOnThatTheKeysAreUnavailable() {
        KeysUnavailable outage = new KeysUnavailable("away", Duration.ofMillis(1500), null);
        SallyportVerifier cutOff = builder()
                .keys(id -> {
                    throw outage;
                })
                .build();

        assertThatThrownBy(() -> cutOff.verify(forge().token())).isSameAs(outage);
        assertThat(outage.status()).isEqualTo(503);
        assertThat(outage.headers()).isEqualTo(Map.of("Retry-After", "2"));
    }
}
