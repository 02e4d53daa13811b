package dev.sallyport.verifier;

import static dev.sallyport.verifier.Samples.AUDIENCE;
import static dev.sallyport.verifier.Samples.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/** What the forgeries have in common: each differs from a good token in one thing alone. */
final class Forgeries {
    static final TestKey KEY = TestKey.generate("019-our-key");
    static final SallyportVerifier VERIFIER = SallyportVerifier.builder(ISSUER)
            .audience(AUDIENCE)
            .keys(id -> KEY.id().equals(id) ? Optional.of(VerificationKey.es256(KEY.publicKey())) : Optional.empty())
            .clock(new MutableClock())
            .build();

    private Forgeries() {}

    /** A good token, still to be falsified. */
    static Forge forge() {
        return Samples.forge(KEY);
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

        assertThat(VERIFIER.verify(forge().token()).userId()).isEqualTo(Samples.USER);
        assertThatThrownBy(() -> VERIFIER.verify(forged))
                .isInstanceOf(InvalidAccessToken.class)
                .hasMessage(why);
    }

    static void assertRefused(String token) {
        assertThatThrownBy(() -> VERIFIER.verify(token)).isInstanceOf(InvalidAccessToken.class);
    }
}
