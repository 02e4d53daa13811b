package dev.sallyport.security.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.InMemoryServerKeys;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.SequentialIds;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private final InMemoryServerKeys stored = new InMemoryServerKeys(new MutableClock());
    private final SequentialIds ids = new SequentialIds();
    private final Vault vault = new AesGcmVault(TestKeys.master(), List.of());

    @Test
    void makesOneKeyOfEveryPurposeAndFindsThemAgain() {
        KeyRing first = open(stored, vault);
        KeyRing second = open(stored, vault);

        assertSame(first, second);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            assertThat(stored.of(purpose).newestFirst())
                    .singleElement()
                    .satisfies(key -> assertThat(key.activeFrom()).isEqualTo(key.createdAt()));
        }
        assertThat(first.refreshToken().authenticate(new byte[0]))
                .isNotEqualTo(first.oneTimeSecret().authenticate(new byte[0]));
    }

    @Test
    void manyInstancesThatStartTogetherEndUpWithTheSameKeys() {
        List<KeyRing> rings = Concurrently.times(8, i -> open(stored, vault));

        rings.forEach(ring -> assertSame(rings.getFirst(), ring));
        assertThat(stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING).newestFirst()).hasSize(1);
    }

    @Test
    void refusesAMasterKeyThatDoesNotOpenWhatIsStoredAndStoresNothing() {
        open(stored, vault);
        Vault other = new AesGcmVault(TestKeys.master(), List.of());

        assertThatThrownBy(() -> open(stored, other))
                .isInstanceOf(WrongMasterKey.class)
                .hasMessage("MASTER_KEY is not the one that the keys in this database are sealed under")
                .rootCause()
                .hasMessageStartingWith("sealed under another master key");
        assertThat(numberOfKeys(stored)).isEqualTo(KeyPurpose.values().length);
    }

    @Test
    void storesNothingIfOneKeyIsMissingAndAnotherCannotBeOpened() {
        open(stored, vault);
        InMemoryServerKeys onlyTheLast = new InMemoryServerKeys(new MutableClock());
        onlyTheLast.add(newest(KeyPurpose.ONE_TIME_SECRET), 1, Duration.ZERO);
        Vault other = new AesGcmVault(TestKeys.master(), List.of());

        assertThatThrownBy(() -> open(onlyTheLast, other)).isInstanceOf(WrongMasterKey.class);
        assertThat(numberOfKeys(onlyTheLast)).isEqualTo(1);
    }

    @Test
    void instancesWithDifferentMasterKeysThatStartTogetherNeverMixTheirKeys() {
        Vault other = new AesGcmVault(TestKeys.master(), List.of());
        List<Boolean> opened = Concurrently.times(8, i -> {
            try {
                open(stored, i % 2 == 0 ? vault : other);
                return true;
            } catch (WrongMasterKey wrong) {
                return false;
            }
        });

        assertThat(opened).contains(true, false);
        Set<Byte> masterKeyIds = new HashSet<>();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            masterKeyIds.add(newest(purpose).material()[1]);
        }
        assertThat(masterKeyIds).hasSize(1);
    }

    @Test
    void refusesAKeyThatWasPutInAnothersPlace() {
        open(stored, vault);
        SealedKey refresh = newest(KeyPurpose.REFRESH_TOKEN);
        InMemoryServerKeys exchanged = new InMemoryServerKeys(new MutableClock());
        exchanged.add(
                new SealedKey(refresh.id(), KeyPurpose.ONE_TIME_SECRET, refresh.algorithm(), refresh.material()),
                1,
                Duration.ZERO);

        assertThatThrownBy(() -> open(exchanged, vault)).isInstanceOf(WrongMasterKey.class);
    }

    private SealedKey newest(KeyPurpose purpose) {
        return stored.of(purpose).newest().orElseThrow().key();
    }

    private KeyRing open(ServerKeys keys, Vault with) {
        return KeyRing.open(keys, with, new VaultKeyMaker(with, ids, KeyAlgorithm.ES256, Optional.empty()));
    }

    private static long numberOfKeys(ServerKeys keys) {
        long number = 0;
        for (KeyPurpose purpose : KeyPurpose.values()) {
            number += keys.of(purpose).newestFirst().size();
        }
        return number;
    }

    private static void assertSame(KeyRing one, KeyRing other) {
        byte[] message = "message".getBytes(UTF_8);
        assertThat(other.refreshToken().authenticate(message))
                .isEqualTo(one.refreshToken().authenticate(message));
        assertThat(other.oneTimeSecret().authenticate(message))
                .isEqualTo(one.oneTimeSecret().authenticate(message));
    }
}
