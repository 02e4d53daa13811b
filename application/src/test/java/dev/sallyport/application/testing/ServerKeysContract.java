package dev.sallyport.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link ServerKeys} promises. */
public abstract class ServerKeysContract {
    /** The adapter under test, without any key. */
    protected abstract ServerKeys keys();

    @Test
    void returnsAKeyAsItWasAdded() {
        SealedKey key = key(KeyPurpose.REFRESH_TOKEN, 7);

        assertThat(keys().addFirst(key)).isTrue();

        assertThat(keys().of(KeyPurpose.REFRESH_TOKEN))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(key);
        assertThat(keys().of(KeyPurpose.ONE_TIME_SECRET)).isEmpty();
    }

    @Test
    void keepsOnlyTheFirstOfAPurpose() {
        keys().addFirst(key(KeyPurpose.REFRESH_TOKEN, 1));

        assertThat(keys().addFirst(key(KeyPurpose.REFRESH_TOKEN, 2))).isFalse();
        assertThat(keys().addFirst(key(KeyPurpose.ONE_TIME_SECRET, 3))).isTrue();
        assertThat(keys().of(KeyPurpose.REFRESH_TOKEN)).hasSize(1);
    }

    @Test
    void keepsExactlyOneOfManyAtOnce() {
        var answers = Concurrently.times(8, i -> keys().addFirst(key(KeyPurpose.REFRESH_TOKEN, i)));

        assertThat(Collections.frequency(answers, true)).isEqualTo(1);
        assertThat(keys().of(KeyPurpose.REFRESH_TOKEN)).hasSize(1);
    }

    private static SealedKey key(KeyPurpose purpose, int material) {
        return new SealedKey(UUID.randomUUID(), purpose, new byte[] {(byte) material, 0, -1}, Samples.NOW);
    }
}
