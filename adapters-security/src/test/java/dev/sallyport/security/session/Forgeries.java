package dev.sallyport.security.session;

import static dev.sallyport.security.session.AccessTokenSamples.AUDIENCE;
import static dev.sallyport.security.session.AccessTokenSamples.CLAIMS;
import static dev.sallyport.security.session.AccessTokenSamples.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.keys.EcSigningKey;
import dev.sallyport.security.keys.SigningKeySet;
import dev.sallyport.security.keys.TestKeys;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/** What the forgeries have in common: each differs from a good token in one thing alone. */
final class Forgeries {
    static final EcSigningKey KEY = TestKeys.signing("019-our-key");
    static final JavaJwtAccessTokens TOKENS = new JavaJwtAccessTokens(
            () -> SigningKeySet.of(List.of(KEY), KEY.id()), ISSUER, AUDIENCE, new MutableClock());

    private Forgeries() {}

    /** A good token, still to be falsified. */
    static Forge forge() {
        return AccessTokenSamples.forge(KEY);
    }

    static Arguments forgery(String what, String why, Function<Forge, String> forgery) {
        return Arguments.of(what, why, forgery);
    }

    /** A token that we signed ourselves, though it says something else than ours do. */
    static Arguments saying(String what, String why, UnaryOperator<Forge> change) {
        return forgery(what, why, forge -> change.apply(forge).token());
    }

    /** The forgery is refused for that reason, and the token that it was made from is not. */
    static void assertRefused(Function<Forge, String> forgery, String why) {
        String forged = forgery.apply(forge());

        assertThat(TOKENS.verify(AccessToken.of(forge().token()))).contains(new VerifiedAccessToken(CLAIMS));
        assertThat(TOKENS.verify(AccessToken.of(forged))).isEmpty();
        assertThatThrownBy(() -> TOKENS.verified(forged))
                .isInstanceOf(RejectedToken.class)
                .hasMessage(why);
    }
}
