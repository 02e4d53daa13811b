package dev.sallyport.domain.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration EVERY = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofMinutes(15);
    private static final Duration VERIFIES = Duration.ofMinutes(16);

    private final KeyRotation rotation = KeyRotation.of(EVERY, Duration.ofMinutes(15));

    private static StoredKey key(int number, Duration activeFrom) {
        return key(number, activeFrom, KeyAlgorithm.ES256);
    }

    private static StoredKey key(int number, Duration activeFrom, KeyAlgorithm algorithm) {
        SealedKey sealed = new SealedKey(new UUID(0, number), KeyPurpose.ACCESS_TOKEN_SIGNING, algorithm, new byte[0]);
        return new StoredKey(sealed, number, START, START.plus(activeFrom));
    }

    private static KeySuccession at(Duration now, StoredKey... keys) {
        List<StoredKey> newestFirst = Arrays.stream(keys)
                .sorted(Comparator.comparingInt(StoredKey::number).reversed())
                .toList();
        return new KeySuccession(newestFirst, START.plus(now));
    }

    private List<KeyStage> stages(Duration now, StoredKey... keys) {
        return rotation.lives(at(now, keys)).stream().map(KeyLife::stage).toList();
    }

    @Test
    void leadsEveryKeyThroughItsLife() {
        StoredKey old = key(1, Duration.ZERO);
        StoredKey young = key(2, EVERY);

        assertThat(stages(EVERY.minusNanos(1), old, young)).containsExactly(KeyStage.PUBLISHED, KeyStage.SIGNING);
        assertThat(stages(EVERY, old, young)).containsExactly(KeyStage.SIGNING, KeyStage.VERIFYING);
        assertThat(stages(EVERY.plus(VERIFIES).minusNanos(1), old, young))
                .containsExactly(KeyStage.SIGNING, KeyStage.VERIFYING);
        assertThat(stages(EVERY.plus(VERIFIES), old, young)).containsExactly(KeyStage.SIGNING, KeyStage.GONE);
    }

    @Test
    void saysUntilWhenAKeySignsAndVerifies() {
        List<KeyLife> lives = rotation.lives(at(Duration.ZERO, key(1, Duration.ZERO), key(2, EVERY)));

        assertThat(lives.getFirst().signsUntil()).isNull();
        assertThat(lives.getFirst().verifiesUntil()).isNull();
        assertThat(lives.getLast().signsUntil()).isEqualTo(START.plus(EVERY));
        assertThat(lives.getLast().verifiesUntil()).isEqualTo(START.plus(EVERY).plus(VERIFIES));
    }

    @Test
    void letsTheFirstKeySignThoughItsTimeHasNotCome() {
        assertThat(stages(Duration.ZERO, key(1, Duration.ofSeconds(30)))).containsExactly(KeyStage.SIGNING);
        assertThat(stages(Duration.ZERO, key(1, Duration.ofSeconds(30)), key(2, AHEAD)))
                .containsExactly(KeyStage.PUBLISHED, KeyStage.SIGNING);
    }

    @Test
    void letsAKeyThatIsToSignAtOncePassOverOneThatWaits() {
        StoredKey old = key(1, Duration.ZERO);
        StoredKey waiting = key(2, AHEAD);
        StoredKey urgent = key(3, Duration.ofSeconds(10));

        assertThat(stages(Duration.ofSeconds(9), old, waiting, urgent))
                .containsExactly(KeyStage.PUBLISHED, KeyStage.PUBLISHED, KeyStage.SIGNING);
        assertThat(stages(Duration.ofSeconds(10), old, waiting, urgent))
                .containsExactly(KeyStage.SIGNING, KeyStage.VERIFYING, KeyStage.VERIFYING);
        assertThat(stages(AHEAD, old, waiting, urgent))
                .containsExactly(KeyStage.SIGNING, KeyStage.VERIFYING, KeyStage.VERIFYING);
        assertThat(stages(Duration.ofSeconds(10).plus(VERIFIES), old, waiting, urgent))
                .containsExactly(KeyStage.SIGNING, KeyStage.GONE, KeyStage.GONE);
    }

    @Test
    void alwaysHasExactlyOneKeyThatSigns() {
        StoredKey[] keys = {key(1, Duration.ofMinutes(3)), key(2, AHEAD), key(3, Duration.ofMinutes(1)), key(4, EVERY)};

        for (int second = 0; second < 3600; second++) {
            assertThat(stages(Duration.ofSeconds(second), keys)).containsOnlyOnce(KeyStage.SIGNING);
        }
        assertThat(rotation.lives(at(Duration.ZERO))).isEmpty();
    }

    @Test
    void isDueWhenThereIsJustTimeLeftToPublishTheNextAhead() {
        StoredKey key = key(1, Duration.ZERO);

        assertThat(rotation.isDue(at(EVERY.minus(AHEAD).minusNanos(1), key), true))
                .isFalse();
        assertThat(rotation.isDue(at(EVERY.minus(AHEAD), key), true)).isTrue();
        assertThat(rotation.isDue(at(EVERY.minus(AHEAD), key, key(2, EVERY)), true))
                .isFalse();
        assertThat(rotation.isDue(at(Duration.ZERO), true)).isTrue();
    }

    @Test
    void isDueIfSomethingElseIsAskedForButNeverBeforeTheNewestKeySigns() {
        StoredKey old = key(1, Duration.ZERO);
        StoredKey waiting = key(2, AHEAD, KeyAlgorithm.RS256);

        assertThat(rotation.isDue(at(Duration.ZERO, old), false)).isTrue();
        assertThat(rotation.isDue(at(AHEAD.minusNanos(1), old, waiting), false)).isFalse();
        assertThat(rotation.isDue(at(AHEAD, old, waiting), false)).isTrue();
    }

    @Test
    void neverReplacesASecretOfTheOperatorsOnSchedule() {
        StoredKey secret = key(1, Duration.ZERO, KeyAlgorithm.HS256);

        assertThat(rotation.isDue(at(EVERY.multipliedBy(10), secret), true)).isFalse();
        assertThat(rotation.isDue(at(Duration.ZERO, secret), false)).isTrue();
    }

    @Test
    void refusesToRotateFasterThanItPublishes() {
        assertThatThrownBy(() -> new KeyRotation(AHEAD, AHEAD, VERIFIES)).isInstanceOf(IllegalArgumentException.class);
    }
}
