package dev.sallyport.application.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.keys.RotateSigningKey.Result;
import dev.sallyport.application.testing.FakeSigningKeyMaker;
import dev.sallyport.application.testing.InMemoryServerKeys;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.keys.KeyStage;
import dev.sallyport.domain.keys.SealedKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotateSigningKeyTest {
    private static final KeyRotation ROTATION = KeyRotation.of(Duration.ofDays(30), Duration.ofMinutes(15));

    private final MutableClock clock = new MutableClock();
    private final InMemoryServerKeys stored = new InMemoryServerKeys(clock);
    private final FakeSigningKeyMaker maker = FakeSigningKeyMaker.of(KeyAlgorithm.ES256);

    private Result rotate(SigningKeyMaker with, boolean ahead) {
        return new RotateSigningKey(stored, with, ROTATION).handle(new RotateSigningKey.Command(ahead));
    }

    private List<KeyStage> stages() {
        return new ListSigningKeys(stored, ROTATION)
                .handle(new ListSigningKeys.Command()).keys().stream()
                        .map(KeyLife::stage)
                        .toList();
    }

    @Test
    void hasTheNewKeySignAsSoonAsAllInstancesKnowIt() {
        stored.add(maker.make(), 1, Duration.ZERO);

        assertThat(rotate(maker, false)).isInstanceOf(Result.Rotated.class);

        assertThat(stages()).containsExactly(KeyStage.PUBLISHED, KeyStage.SIGNING);
        clock.advance(ROTATION.headstart());
        assertThat(stages()).containsExactly(KeyStage.SIGNING, KeyStage.VERIFYING);
    }

    @Test
    void publishesTheNewKeyAheadIfToldTo() {
        stored.add(maker.make(), 1, Duration.ZERO);

        rotate(maker, true);

        clock.advance(ROTATION.publishedAhead().minusNanos(1));
        assertThat(stages()).containsExactly(KeyStage.PUBLISHED, KeyStage.SIGNING);
        clock.advance(Duration.ofNanos(1));
        assertThat(stages()).containsExactly(KeyStage.SIGNING, KeyStage.VERIFYING);
    }

    @Test
    void replacesASecretOnlyByAnother() {
        stored.add(FakeSigningKeyMaker.ofSecret((byte) 1).make(), 1, Duration.ZERO);

        assertThat(rotate(FakeSigningKeyMaker.ofSecret((byte) 1), false)).isInstanceOf(Result.SecretUnchanged.class);
        assertThat(rotate(FakeSigningKeyMaker.ofSecret((byte) 2), false)).isInstanceOf(Result.Rotated.class);
        assertThat(stages()).hasSize(2);
    }

    @Test
    void hurriesASecretThatIsWaiting() {
        stored.add(maker.make(), 1, Duration.ZERO);
        SigningKeyMaker secret = FakeSigningKeyMaker.ofSecret((byte) 1);
        stored.add(secret.make(), 2, ROTATION.publishedAhead());

        assertThat(rotate(secret, true)).isInstanceOf(Result.SecretUnchanged.class);
        assertThat(rotate(secret, false)).isInstanceOf(Result.Rotated.class);

        clock.advance(ROTATION.headstart());
        assertThat(stages().getFirst()).isEqualTo(KeyStage.SIGNING);
        assertThat(rotate(secret, false)).isInstanceOf(Result.SecretUnchanged.class);
    }

    @Test
    void saysSoIfSomebodyElseWasFaster() {
        stored.add(maker.make(), 1, Duration.ZERO);
        SigningKeyMaker slow = new SigningKeyMaker() {
            @Override
            public KeyAlgorithm algorithm() {
                return KeyAlgorithm.RS256;
            }

            @Override
            public SealedKey make() {
                stored.add(maker.make(), 2, Duration.ZERO);
                return maker.make();
            }

            @Override
            public boolean isAsConfigured(SealedKey key) {
                return false;
            }
        };

        assertThat(rotate(slow, false)).isInstanceOf(Result.Overtaken.class);
        assertThat(stages()).hasSize(2);
    }
}
