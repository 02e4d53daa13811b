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
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private final InMemoryServerKeys stored = new InMemoryServerKeys();
    private final SequentialIds ids = new SequentialIds();
    private final MutableClock clock = new MutableClock();
    private final Vault vault = new AesGcmVault(TestKeys.master(), List.of());

    @Test
    void makesOneKeyOfEveryPurposeAndFindsThemAgain() {
        KeyRing first = open(stored, vault);
        KeyRing second = open(stored, vault);

        assertSame(first, second);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            assertThat(stored.of(purpose))
                    .singleElement()
                    .satisfies(key -> assertThat(key.createdAt()).isEqualTo(clock.instant()));
        }
        assertThat(first.refreshToken().authenticate(new byte[0]))
                .isNotEqualTo(first.oneTimeSecret().authenticate(new byte[0]));
    }

    @Test
    void manyInstancesThatStartTogetherEndUpWithTheSameKeys() {
        List<KeyRing> rings = Concurrently.times(8, i -> open(stored, vault));

        rings.forEach(ring -> assertSame(rings.getFirst(), ring));
    }

    @Test
    void refusesAMasterKeyThatDoesNotOpenWhatIsStoredAndStoresNothing() {
        open(stored, vault);
        RecordingServerKeys recording = new RecordingServerKeys(stored);
        Vault other = new AesGcmVault(TestKeys.master(), List.of());

        assertThatThrownBy(() -> open(recording, other))
                .isInstanceOf(WrongMasterKey.class)
                .hasMessage("MASTER_KEY is not the one that the keys in this database are sealed under")
                .rootCause()
                .hasMessageStartingWith("sealed under another master key");
        assertThat(recording.added).isEmpty();
    }

    @Test
    void storesNothingIfOneKeyIsMissingAndAnotherCannotBeOpened() {
        open(stored, vault);
        RecordingServerKeys onlyTheLast = new RecordingServerKeys(new InMemoryServerKeys());
        onlyTheLast.keys.addFirst(stored.of(KeyPurpose.ONE_TIME_SECRET).getFirst());
        Vault other = new AesGcmVault(TestKeys.master(), List.of());

        assertThatThrownBy(() -> open(onlyTheLast, other)).isInstanceOf(WrongMasterKey.class);
        assertThat(onlyTheLast.added).isEmpty();
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
            masterKeyIds.add(stored.of(purpose).getFirst().material()[1]);
        }
        assertThat(masterKeyIds).hasSize(1);
    }

    @Test
    void refusesAKeyThatWasPutInAnothersPlace() {
        open(stored, vault);
        SealedKey refresh = stored.of(KeyPurpose.REFRESH_TOKEN).getFirst();
        InMemoryServerKeys exchanged = new InMemoryServerKeys();
        exchanged.addFirst(
                new SealedKey(refresh.id(), KeyPurpose.ONE_TIME_SECRET, refresh.material(), refresh.createdAt()));

        assertThatThrownBy(() -> open(exchanged, vault)).isInstanceOf(WrongMasterKey.class);
    }

    @Test
    void offersSeveralSigningKeysNewestFirst() {
        open(stored, vault);
        SealedKey old = stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING).getFirst();
        UUID id = ids.next();
        byte[] material = vault.seal(SigningKey.generate(), "server-key access-token-signing " + id);
        SealedKey young = new SealedKey(id, KeyPurpose.ACCESS_TOKEN_SIGNING, material, clock.instant());
        ServerKeys both = new RecordingServerKeys(stored) {
            @Override
            public List<SealedKey> of(KeyPurpose purpose) {
                return purpose == KeyPurpose.ACCESS_TOKEN_SIGNING ? List.of(young, old) : stored.of(purpose);
            }
        };

        assertThat(open(both, vault).signing())
                .extracting(SigningKey::id)
                .containsExactly(id.toString(), old.id().toString());
    }

    private KeyRing open(ServerKeys keys, Vault with) {
        return KeyRing.open(keys, with, ids, clock);
    }

    private static void assertSame(KeyRing one, KeyRing other) {
        byte[] message = "message".getBytes(UTF_8);
        assertThat(other.signing()).hasSize(1);
        assertThat(other.signing().getFirst().id())
                .isEqualTo(one.signing().getFirst().id());
        assertThat(other.signing().getFirst().publicKey().getW())
                .isEqualTo(one.signing().getFirst().publicKey().getW());
        assertThat(other.refreshToken().authenticate(message))
                .isEqualTo(one.refreshToken().authenticate(message));
        assertThat(other.oneTimeSecret().authenticate(message))
                .isEqualTo(one.oneTimeSecret().authenticate(message));
    }

    /** Remembers what was added. */
    private static class RecordingServerKeys implements ServerKeys {
        private final ServerKeys keys;
        private final List<SealedKey> added = new ArrayList<>();

        RecordingServerKeys(ServerKeys keys) {
            this.keys = keys;
        }

        @Override
        public List<SealedKey> of(KeyPurpose purpose) {
            return keys.of(purpose);
        }

        @Override
        public boolean addFirst(SealedKey key) {
            added.add(key);
            return keys.addFirst(key);
        }
    }
}
