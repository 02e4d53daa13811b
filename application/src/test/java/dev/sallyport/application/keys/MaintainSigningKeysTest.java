package dev.sallyport.application.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeSigningKeyMaker;
import dev.sallyport.application.testing.InMemoryServerKeys;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.keys.KeyStage;
import dev.sallyport.domain.keys.StoredKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MaintainSigningKeysTest {
    private static final KeyRotation ROTATION = KeyRotation.of(Duration.ofDays(30), Duration.ofMinutes(15));
    private static final Duration AHEAD = ROTATION.publishedAhead();

    private final MutableClock clock = new MutableClock();
    private final InMemoryServerKeys stored = new InMemoryServerKeys(clock);
    private final AtomicReference<List<KeyLife>> inUse = new AtomicReference<>(List.of());

    private MaintainSigningKeys.Result maintain(SigningKeyMaker maker) {
        return new MaintainSigningKeys(stored, inUse::set, maker, ROTATION).handle(new MaintainSigningKeys.Command());
    }

    private MaintainSigningKeys.Result maintain() {
        return maintain(FakeSigningKeyMaker.of(KeyAlgorithm.ES256));
    }

    private StoredKey first(SigningKeyMaker maker) {
        return stored.add(maker.make(), 1, Duration.ZERO).orElseThrow();
    }

    private StoredKey first() {
        return first(FakeSigningKeyMaker.of(KeyAlgorithm.ES256));
    }

    private List<StoredKey> keys() {
        return stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING).newestFirst();
    }

    private List<KeyStage> stages() {
        return inUse.get().stream().map(KeyLife::stage).toList();
    }

    @Test
    void usesWhatIsStoredAndAddsNothingBeforeTime() {
        StoredKey key = first();

        assertThat(maintain().added()).isEmpty();

        assertThat(inUse.get()).extracting(KeyLife::key).containsExactly(key);
        assertThat(keys()).containsExactly(key);
    }

    @Test
    void leadsAKeyFromPublishedToGone() {
        StoredKey old = first();
        clock.advance(Duration.ofDays(30).minus(AHEAD));

        StoredKey young = maintain().added().orElseThrow();
        assertThat(stages()).containsExactly(KeyStage.PUBLISHED, KeyStage.SIGNING);
        clock.advance(AHEAD);
        assertThat(maintain().gone()).isEmpty();
        assertThat(stages()).containsExactly(KeyStage.SIGNING, KeyStage.VERIFYING);
        clock.advance(ROTATION.verifiesFor());
        assertThat(maintain().gone()).containsExactly(old);

        assertThat(inUse.get()).extracting(KeyLife::key).containsExactly(young);
        assertThat(keys()).containsExactly(young);
    }

    @Test
    void addsOneKeyHoweverManyInstancesLook() {
        first();
        clock.advance(Duration.ofDays(31));

        var results = Concurrently.times(8, i -> maintain());

        assertThat(results.stream().filter(result -> result.added().isPresent()))
                .hasSize(1);
        assertThat(keys()).hasSize(2);
    }

    @Test
    void changesTheAlgorithmAsSoonAsItIsAskedForAndKeepsTheOldKeyForItsTokens() {
        first();

        StoredKey rsa =
                maintain(FakeSigningKeyMaker.of(KeyAlgorithm.RS256)).added().orElseThrow();
        assertThat(rsa.key().algorithm()).isEqualTo(KeyAlgorithm.RS256);
        assertThat(stages()).containsExactly(KeyStage.PUBLISHED, KeyStage.SIGNING);
    }

    @Test
    void letsInstancesThatDisagreeTakeTurnsNoFasterThanKeysArePublished() {
        first();
        int added = 0;
        for (int second = 0; second < 3600; second += 2) {
            clock.advance(Duration.ofSeconds(2));
            added +=
                    maintain(FakeSigningKeyMaker.of(KeyAlgorithm.RS256)).added().isPresent() ? 1 : 0;
            added +=
                    maintain(FakeSigningKeyMaker.of(KeyAlgorithm.ES256)).added().isPresent() ? 1 : 0;
        }

        assertThat(added).isEqualTo((int) Duration.ofHours(1).dividedBy(AHEAD));
    }

    @Test
    void takesOverANewSecretAndNeverReplacesItByItself() {
        first(FakeSigningKeyMaker.ofSecret((byte) 1));

        assertThat(maintain(FakeSigningKeyMaker.ofSecret((byte) 1)).added()).isEmpty();
        assertThat(maintain(FakeSigningKeyMaker.ofSecret((byte) 2)).added()).isPresent();
        clock.advance(Duration.ofDays(100));
        assertThat(maintain(FakeSigningKeyMaker.ofSecret((byte) 2)).added()).isEmpty();
    }

    @Test
    void addsNothingToWhatItCannotOpen() {
        first();
        clock.advance(Duration.ofDays(31));
        SigningKeys closed = live -> {
            throw new IllegalStateException("sealed under another master key");
        };
        var maintain = new MaintainSigningKeys(stored, closed, FakeSigningKeyMaker.of(KeyAlgorithm.ES256), ROTATION);

        assertThatThrownBy(() -> maintain.handle(new MaintainSigningKeys.Command()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(keys()).hasSize(1);
    }
}
