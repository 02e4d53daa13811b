package dev.sallyport.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.keys.StoredKey;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link ServerKeys} promises. */
public abstract class ServerKeysContract {
    /** The adapter under test, without any key. */
    protected abstract ServerKeys keys();

    @Test
    void returnsAKeyAsItWasAdded() {
        SealedKey key = key(KeyPurpose.ACCESS_TOKEN_SIGNING, 7);

        StoredKey added = keys().add(key, 1, Duration.ofMinutes(15)).orElseThrow();

        assertThat(added.key()).usingRecursiveComparison().isEqualTo(key);
        assertThat(added.number()).isEqualTo(1);
        assertThat(added.activeFrom()).isEqualTo(added.createdAt().plus(Duration.ofMinutes(15)));
        assertThat(keys().of(KeyPurpose.ACCESS_TOKEN_SIGNING).newestFirst())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(added);
        assertThat(keys().of(KeyPurpose.ONE_TIME_SECRET).newestFirst()).isEmpty();
    }

    @Test
    void saysByWhichMomentKeysAreToBeJudged() {
        StoredKey added =
                keys().add(key(KeyPurpose.REFRESH_TOKEN, 1), 1, Duration.ZERO).orElseThrow();

        KeySuccession keys = keys().of(KeyPurpose.REFRESH_TOKEN);

        assertThat(keys.asOf()).isAfterOrEqualTo(added.activeFrom());
        assertThat(keys().of(KeyPurpose.ONE_TIME_SECRET).asOf()).isAfterOrEqualTo(added.activeFrom());
    }

    @Test
    void keepsOnlyOneKeyOfANumberAndNoneBehindALaterOne() {
        keys().add(key(KeyPurpose.ACCESS_TOKEN_SIGNING, 1), 1, Duration.ZERO);
        keys().add(key(KeyPurpose.ACCESS_TOKEN_SIGNING, 2), 2, Duration.ZERO);
        keys().remove(keys().of(KeyPurpose.ACCESS_TOKEN_SIGNING).newestFirst().getLast());

        assertThat(keys().add(key(KeyPurpose.ACCESS_TOKEN_SIGNING, 3), 2, Duration.ZERO))
                .isEmpty();
        assertThat(keys().add(key(KeyPurpose.ACCESS_TOKEN_SIGNING, 4), 1, Duration.ZERO))
                .isEmpty();
        assertThat(keys().add(key(KeyPurpose.ONE_TIME_SECRET, 5), 1, Duration.ZERO))
                .isPresent();
        assertThat(keys().of(KeyPurpose.ACCESS_TOKEN_SIGNING).newestFirst()).hasSize(1);
    }

    @Test
    void keepsExactlyOneOfManyAtOnce() {
        keys().add(key(KeyPurpose.REFRESH_TOKEN, 0), 1, Duration.ZERO);

        var answers = Concurrently.times(8, i -> keys().add(key(KeyPurpose.REFRESH_TOKEN, i), 2, Duration.ZERO));

        assertThat(answers.stream().filter(Optional::isPresent)).hasSize(1);
        assertThat(keys().of(KeyPurpose.REFRESH_TOKEN).newestFirst()).hasSize(2);
    }

    @Test
    void listsTheNewestFirst() {
        keys().add(key(KeyPurpose.REFRESH_TOKEN, 1), 1, Duration.ofHours(1));
        keys().add(key(KeyPurpose.REFRESH_TOKEN, 2), 2, Duration.ZERO);

        assertThat(keys().of(KeyPurpose.REFRESH_TOKEN).newestFirst())
                .extracting(StoredKey::number)
                .containsExactly(2, 1);
        assertThat(keys().of(KeyPurpose.REFRESH_TOKEN).nextNumber()).isEqualTo(3);
    }

    @Test
    void forgetsAKeyForGood() {
        StoredKey key = keys().add(key(KeyPurpose.ACCESS_TOKEN_SIGNING, 1), 1, Duration.ZERO)
                .orElseThrow();

        keys().remove(key);
        keys().remove(key);

        assertThat(keys().of(KeyPurpose.ACCESS_TOKEN_SIGNING).newestFirst()).isEmpty();
    }

    private static SealedKey key(KeyPurpose purpose, int material) {
        return new SealedKey(UUID.randomUUID(), purpose, KeyAlgorithm.RS256, new byte[] {(byte) material, 0, -1});
    }
}
