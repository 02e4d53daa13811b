package dev.sallyport.security.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.session.GenuineRefreshToken;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.security.keys.TestKeys;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacRefreshTokensTest {
    private static final SessionId SESSION = new SessionId(UUID.fromString("01956f2e-7c00-7000-8000-00000000000b"));

    private final HmacRefreshTokens tokens = new HmacRefreshTokens(TestKeys.hmac(1));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_294_967_296L, Long.MAX_VALUE})
    void recognisesItsOwn(long generation) {
        assertThat(tokens.authenticate(tokens.derive(SESSION, generation)))
                .contains(new GenuineRefreshToken(SESSION, generation));
    }

    @Test
    void derivesTheSameTokenEveryTimeAndAnotherForEveryGenerationSessionAndKey() {
        String token = tokens.derive(SESSION, 1).reveal();

        assertThat(new HmacRefreshTokens(TestKeys.hmac(1)).derive(SESSION, 1).reveal())
                .isEqualTo(token)
                .matches("[A-Za-z0-9_-]{76}");
        assertThat(tokens.derive(SESSION, 2).reveal()).isNotEqualTo(token);
        assertThat(tokens.derive(new SessionId(new UUID(0, 1)), 1).reveal()).isNotEqualTo(token);
        assertThat(new HmacRefreshTokens(TestKeys.hmac(2)).derive(SESSION, 1).reveal())
                .isNotEqualTo(token);
    }

    @Test
    void refusesAnotherServersTokens() {
        RefreshToken foreign = new HmacRefreshTokens(TestKeys.hmac(2)).derive(SESSION, 1);

        assertThat(tokens.authenticate(foreign)).isEmpty();
    }

    @Test
    void noticesEveryAlteredBit() {
        byte[] token = Base64.getUrlDecoder().decode(tokens.derive(SESSION, 1).reveal());

        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] altered = token.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            String text = Base64.getUrlEncoder().encodeToString(altered);
            assertThat(tokens.authenticate(RefreshToken.of(text)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void refusesEveryOtherWayToWriteAToken() {
        String token = tokens.derive(SESSION, 1).reveal();

        assertThat(tokens.authenticate(RefreshToken.of(token))).isPresent();
        for (String other : new String[] {
            token + "=",
            token + "==",
            token + "\n",
            " " + token,
            token + "A",
            token + "AAAA",
            token.substring(1),
            token.substring(0, 72),
            token.substring(0, 75) + "=",
            token.replace('A', '+'),
            "A".repeat(10_000),
            "\u0000",
            "ÿ"
        }) {
            assertThat(tokens.authenticate(RefreshToken.of(other))).as(other).isEmpty();
        }
    }
}
