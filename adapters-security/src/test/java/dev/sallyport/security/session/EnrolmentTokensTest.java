package dev.sallyport.security.session;

import static dev.sallyport.security.session.AccessTokenSamples.AUDIENCE;
import static dev.sallyport.security.session.AccessTokenSamples.CLAIMS;
import static dev.sallyport.security.session.AccessTokenSamples.ENROLMENT;
import static dev.sallyport.security.session.AccessTokenSamples.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.keys.EcSigningKey;
import dev.sallyport.security.keys.SigningKeySet;
import dev.sallyport.security.keys.TestKeys;
import dev.sallyport.verifier.InvalidAccessToken;
import dev.sallyport.verifier.SallyportVerifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of users who may do nothing but enrol a second factor. */
class EnrolmentTokensTest {
    private final MutableClock clock = new MutableClock();
    private final EcSigningKey key = TestKeys.signing("019-one");
    private final SigningKeySet keys = SigningKeySet.of(List.of(key), key.id());
    private final JavaJwtAccessTokens tokens = new JavaJwtAccessTokens(() -> keys, ISSUER, AUDIENCE, 50, clock);

    /** As every other service has it. */
    private final SallyportVerifier elsewhere = SallyportVerifier.builder(ISSUER)
            .audience(AUDIENCE)
            .keys(id -> Optional.of(key.verificationKey()))
            .clock(clock)
            .build();

    @Test
    void areOfAnotherTypeForAnotherAudienceAndAllowNothing() {
        AccessClaims ofAnAdmin = new AccessClaims(
                ENROLMENT.id(),
                ENROLMENT.scope(),
                ENROLMENT.userId(),
                ENROLMENT.sessionId(),
                ENROLMENT.methods(),
                ENROLMENT.authenticatedAt(),
                CLAIMS.roles(),
                CLAIMS.permissions(),
                ENROLMENT.issuedAt(),
                ENROLMENT.expiresAt());

        DecodedJWT token = JWT.decode(tokens.issue(ofAnAdmin).reveal());

        assertThat(token.getType()).isEqualTo("enrollment+jwt");
        assertThat(token.getAudience()).containsExactly(AUDIENCE + "#second-factor-enrollment");
        assertThat(token.getClaim("roles").asList(String.class)).isEmpty();
        assertThat(token.getClaim("permissions").asList(String.class)).isEmpty();
        assertThat(token.getClaim("acr").asString()).isEqualTo("aal1");
    }

    @Test
    void areVerifiedAsWhatTheyAreAlsoWhenTheyComeAgain() {
        AccessToken token = tokens.issue(ENROLMENT);
        VerifiedAccessToken first = tokens.verify(token).orElseThrow();

        assertThat(first).isEqualTo(new VerifiedAccessToken(ENROLMENT));
        assertThat(tokens.verify(token)).containsSame(first);
        assertThat(tokens.verify(tokens.issue(CLAIMS))).contains(new VerifiedAccessToken(CLAIMS));
    }

    @Test
    void areForgottenWithTheOthers() {
        AccessToken token = tokens.issue(ENROLMENT);
        VerifiedAccessToken first = tokens.verify(token).orElseThrow();

        tokens.forget(CLAIMS::equals);
        assertThat(tokens.verify(token)).containsSame(first);
        tokens.forget(ENROLMENT::equals);

        assertThat(tokens.verify(token).orElseThrow()).isNotSameAs(first);
    }

    @Test
    void areNotAcceptedElsewhere() {
        String full = tokens.issue(CLAIMS).reveal();
        String enrolment = tokens.issue(ENROLMENT).reveal();

        assertThat(elsewhere.verify(full).userId()).isEqualTo(CLAIMS.userId().value());
        assertThatThrownBy(() -> elsewhere.verify(enrolment)).isInstanceOf(InvalidAccessToken.class);
    }

    @ParameterizedTest
    @CsvSource({
        "at+jwt, '', true",
        "enrollment+jwt, #second-factor-enrollment, true",
        "at+jwt, #second-factor-enrollment, false",
        "enrollment+jwt, '', false",
    })
    void areNothingIfTypeAndAudienceDisagree(String type, String suffix, boolean accepted) {
        String crafted = JWT.create()
                .withHeader(Map.of("typ", type, "kid", key.id()))
                .withPayload(
                        AccessTokenSamples.payload().replace("\"" + AUDIENCE + "\"", "\"" + AUDIENCE + suffix + "\""))
                .sign(key.algorithm());

        assertThat(tokens.verify(AccessToken.of(crafted)).isPresent()).isEqualTo(accepted);
    }
}
