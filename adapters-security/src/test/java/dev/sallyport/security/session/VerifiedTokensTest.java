package dev.sallyport.security.session;

import static dev.sallyport.security.session.AccessTokenSamples.AUDIENCE;
import static dev.sallyport.security.session.AccessTokenSamples.CLAIMS;
import static dev.sallyport.security.session.AccessTokenSamples.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.security.keys.EcSigningKey;
import dev.sallyport.security.keys.SigningKeySet;
import dev.sallyport.security.keys.TestKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A token whose signature was checked is the very same object when it comes again; one that is checked anew is not. */
class VerifiedTokensTest {
    private final MutableClock clock = new MutableClock();
    private final EcSigningKey key = TestKeys.signing("019-one");
    private final AtomicReference<SigningKeySet> keys = new AtomicReference<>(SigningKeySet.of(List.of(key), key.id()));
    private final JavaJwtAccessTokens tokens = new JavaJwtAccessTokens(keys::get, ISSUER, AUDIENCE, 50, clock);
    private final AccessToken token = tokens.issue(CLAIMS);
    private final VerifiedAccessToken first = tokens.verify(token).orElseThrow();

    @Test
    void checksASignatureOnce() {
        assertThat(tokens.verify(token)).containsSame(first);
    }

    @Test
    void neverRemembersATokenBeyondItsExpiry() {
        clock.advance(Duration.between(clock.instant(), CLAIMS.expiresAt()).minusMillis(1));
        assertThat(tokens.verify(token)).containsSame(first);

        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void takesNothingElseForATokenThatItKnows() {
        String text = token.reveal();
        char last = text.charAt(text.length() - 2);
        String forged =
                text.substring(0, text.length() - 2) + (last == 'A' ? 'B' : 'A') + text.charAt(text.length() - 1);

        assertThat(tokens.verify(AccessToken.of(forged))).isEmpty();
        assertThat(tokens.verify(AccessToken.of(text + " "))).isEmpty();
    }

    @Test
    void forgetsWhatItIsToldTo() {
        tokens.forget(claims -> !claims.equals(CLAIMS));
        assertThat(tokens.verify(token)).containsSame(first);

        tokens.forget(CLAIMS::equals);
        assertThat(tokens.verify(token).orElseThrow()).isNotSameAs(first);
    }

    @Test
    void forgetsAllWhenTheKeysChange() {
        EcSigningKey other = TestKeys.signing("019-two");

        keys.set(SigningKeySet.of(List.of(other), other.id()));

        assertThat(tokens.verify(token)).isEmpty();
    }
}
