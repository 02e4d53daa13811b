package dev.sallyport.verifier;

import static dev.sallyport.verifier.Forgeries.KEY;
import static dev.sallyport.verifier.Forgeries.VERIFIER;
import static dev.sallyport.verifier.Forgeries.forge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are good for enrolling a second factor alone: whoever expects access tokens takes none of them, and the other way round. */
class EnrollmentTokensTest {
    private static final String TYPE = "\"enrollment+jwt\"";
    private static final String AUDIENCE = "\"" + Samples.AUDIENCE + "#second-factor-enrollment\"";
    private static final String OTHER_TYPE = "typ of another kind of token";
    private static final String OTHER_AUDIENCE = "aud is somebody else";

    private final MutableClock clock = new MutableClock();
    private final SallyportVerifier enrollment = SallyportVerifier.builder(Samples.ISSUER)
            .audience(Samples.AUDIENCE)
            .keys(id -> Optional.of(VerificationKey.es256(KEY.publicKey())))
            .clock(clock)
            .enrollmentTokens()
            .build();

    private static Forge enrollmentToken() {
        return forge().header("typ", TYPE)
                .claim("aud", AUDIENCE)
                .claim("roles", "[]")
                .claim("permissions", "[]");
    }

    private static void assertRefused(SallyportVerifier verifier, String token, String why) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(InvalidAccessToken.class)
                .hasMessage(why);
    }

    @Test
    void areAcceptedByWhoeverAsksForThemAndByNobodyElse() {
        String token = enrollmentToken().token();

        assertThat(enrollment.verify(token).userId()).isEqualTo(Samples.USER);
        assertThat(enrollment.verify(token).permissions()).isEmpty();
        assertRefused(VERIFIER, token, OTHER_TYPE);
    }

    @Test
    void areNotAcceptedWithTheTypeOfAccessTokens() {
        String token = enrollmentToken().header("typ", "\"at+jwt\"").token();

        assertRefused(VERIFIER, token, OTHER_AUDIENCE);
        assertRefused(enrollment, token, OTHER_TYPE);
    }

    @Test
    void areNotAcceptedWithTheAudienceOfAccessTokens() {
        String token =
                enrollmentToken().claim("aud", "\"" + Samples.AUDIENCE + "\"").token();

        assertRefused(VERIFIER, token, OTHER_TYPE);
        assertRefused(enrollment, token, OTHER_AUDIENCE);
    }

    @Test
    void areNotTheTokensOfWhoeverIsSignedIn() {
        String token = forge().token();

        assertThat(VERIFIER.verify(token).userId()).isEqualTo(Samples.USER);
        assertRefused(enrollment, token, OTHER_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENROLLMENT+JWT", "application/enrollment+jwt"})
    void haveAMediaTypeForAType(String type) {
        String token = enrollmentToken().header("typ", "\"" + type + "\"").token();

        assertThat(enrollment.verify(token).userId()).isEqualTo(Samples.USER);
        assertRefused(VERIFIER, token, OTHER_TYPE);
    }

    @Test
    void areHeldAgainstAllThatAccessTokensAre() {
        assertRefused(
                enrollment, Forge.signed(enrollmentToken().input(), TestKey.generate(KEY.id())), "not our signature");
        assertRefused(
                enrollment,
                enrollmentToken().claim("iss", "\"https://evil.example\"").token(),
                "iss is somebody else");
        assertRefused(
                enrollment,
                enrollmentToken().claim("exp", Samples.seconds(Samples.NOW)).token(),
                "expired");
    }
}
