package dev.sallyport.security.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.keys.MaintainSigningKeys;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.testing.InMemoryServerKeys;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.SequentialIds;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.keys.StoredKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultSigningKeysTest {
    private static final KeyRotation ROTATION = KeyRotation.of(Duration.ofDays(30), Duration.ofMinutes(15));
    private static final String SECRET = "kV3nR8wq2ZtY7uJx4LpC9sBd6HfG1mQe";

    private final MutableClock clock = new MutableClock();
    private final SequentialIds ids = new SequentialIds();
    private final InMemoryServerKeys stored = new InMemoryServerKeys(clock);
    private final Vault vault = new AesGcmVault(TestKeys.master(), List.of());

    private VaultKeyMaker maker(KeyAlgorithm algorithm) {
        return new VaultKeyMaker(vault, ids, algorithm, Optional.empty());
    }

    private VaultKeyMaker makerOf(String secret) {
        return new VaultKeyMaker(vault, ids, KeyAlgorithm.HS256, Optional.of(JwtSecret.parse(secret)));
    }

    private StoredKey add(VaultKeyMaker maker, int number, Duration ahead) {
        return stored.add(maker.make(), number, ahead).orElseThrow();
    }

    private VaultSigningKeys open() {
        return VaultSigningKeys.open(stored, vault, ROTATION);
    }

    private void maintain(VaultSigningKeys keys) {
        new MaintainSigningKeys(stored, keys, maker(KeyAlgorithm.ES256), ROTATION)
                .handle(new MaintainSigningKeys.Command());
    }

    private static String id(StoredKey key) {
        return key.key().id().toString();
    }

    @Test
    void publishesAKeyBeforeItSignsAndVerifiesWithItWhenItSignsNoMore() {
        StoredKey old = add(maker(KeyAlgorithm.ES256), 1, Duration.ZERO);
        VaultSigningKeys keys = open();
        StoredKey young = add(maker(KeyAlgorithm.ES256), 2, Duration.ofMinutes(15));

        maintain(keys);
        assertThat(keys.get().signer().id()).isEqualTo(id(old));
        assertThat(keys.get().published()).extracting(jwk -> jwk.get("kid")).containsExactly(id(young), id(old));

        clock.advance(Duration.ofMinutes(15));
        maintain(keys);
        assertThat(keys.get().signer().id()).isEqualTo(id(young));
        assertThat(keys.get().find(id(old))).isPresent();

        clock.advance(ROTATION.verifiesFor());
        maintain(keys);
        assertThat(keys.get().find(id(old))).isEmpty();
        assertThat(keys.get().published()).extracting(jwk -> jwk.get("kid")).containsExactly(id(young));
    }

    @Test
    void neverChangesASetThatSomebodyHolds() {
        StoredKey old = add(maker(KeyAlgorithm.ES256), 1, Duration.ZERO);
        VaultSigningKeys keys = open();
        SigningKeySet held = keys.get();
        add(maker(KeyAlgorithm.ES256), 2, Duration.ZERO);

        maintain(keys);

        assertThat(held.signer().id()).isEqualTo(id(old));
        assertThat(held.published()).hasSize(1);
        assertThat(keys.get().find(id(old)).orElseThrow()).isSameAs(held.signer());
    }

    @Test
    void keepsTheSameSetAsLongAsNothingChanges() {
        add(maker(KeyAlgorithm.ES256), 1, Duration.ZERO);
        VaultSigningKeys keys = open();
        SigningKeySet first = keys.get();

        maintain(keys);
        assertThat(keys.get()).isSameAs(first);

        add(maker(KeyAlgorithm.ES256), 2, Duration.ofMinutes(15));
        maintain(keys);
        SigningKeySet withAnother = keys.get();
        assertThat(withAnother).isNotSameAs(first);
        maintain(keys);
        assertThat(keys.get()).isSameAs(withAnother);

        clock.advance(Duration.ofMinutes(15));
        maintain(keys);
        assertThat(keys.get().signer()).isNotSameAs(withAnother.signer());
    }

    @Test
    void publishesNothingOfASecret() {
        StoredKey secret = add(makerOf(SECRET), 1, Duration.ZERO);

        SigningKeySet keys = open().get();

        assertThat(keys.signer().algorithm().getName()).isEqualTo("HS256");
        assertThat(keys.find(id(secret))).isPresent();
        assertThat(keys.published()).isEmpty();
    }

    @Test
    void opensKeysOfEveryAlgorithmSideBySide() {
        add(makerOf(SECRET), 1, Duration.ZERO);
        add(maker(KeyAlgorithm.RS256), 2, Duration.ZERO);
        add(maker(KeyAlgorithm.ES256), 3, Duration.ZERO);

        assertThat(open().get().published()).extracting(jwk -> jwk.get("alg")).containsExactly("ES256", "RS256");
        assertThat(open().get().signer()).isInstanceOf(EcSigningKey.class);
    }

    /** A key that was stolen is withdrawn, whatever else is wrong. */
    @Test
    void dropsAKeyThatWasRemovedAlsoIfAnotherCannotBeOpened() {
        StoredKey stolen = add(maker(KeyAlgorithm.ES256), 1, Duration.ZERO);
        StoredKey next = add(maker(KeyAlgorithm.ES256), 2, Duration.ZERO);
        VaultSigningKeys keys = open();
        Vault other = new AesGcmVault(TestKeys.master(), List.of());
        add(new VaultKeyMaker(other, ids, KeyAlgorithm.ES256, Optional.empty()), 3, Duration.ofMinutes(15));
        stored.remove(stolen);

        assertThatThrownBy(() -> maintain(keys)).isInstanceOf(WrongMasterKey.class);

        assertThat(keys.get().find(id(stolen))).isEmpty();
        assertThat(keys.get().signer().id()).isEqualTo(id(next));
    }

    @Test
    void goesOnAsBeforeIfAKeyCannotBeOpened() {
        StoredKey old = add(maker(KeyAlgorithm.ES256), 1, Duration.ZERO);
        VaultSigningKeys keys = open();
        Vault other = new AesGcmVault(TestKeys.master(), List.of());
        add(new VaultKeyMaker(other, ids, KeyAlgorithm.ES256, Optional.empty()), 2, Duration.ZERO);

        assertThatThrownBy(() -> maintain(keys)).isInstanceOf(WrongMasterKey.class);

        assertThat(keys.get().signer().id()).isEqualTo(id(old));
        assertThatThrownBy(this::open).isInstanceOf(WrongMasterKey.class);
    }

    @Test
    void goesOnWithAKeyThatWasSealedAnewMeanwhile() {
        StoredKey key = add(maker(KeyAlgorithm.ES256), 1, Duration.ZERO);
        VaultSigningKeys keys = open();
        InMemoryServerKeys rewrapped = new InMemoryServerKeys(clock);
        Vault other = new AesGcmVault(TestKeys.master(), List.of());
        rewrapped.add(
                new SealedKey(
                        key.key().id(),
                        KeyPurpose.ACCESS_TOKEN_SIGNING,
                        KeyAlgorithm.ES256,
                        other.seal(new byte[1], key.key().context())),
                1,
                Duration.ZERO);

        keys.use(ROTATION.lives(rewrapped.of(KeyPurpose.ACCESS_TOKEN_SIGNING)));

        assertThat(keys.get().signer().id()).isEqualTo(id(key));
    }

    @Test
    void knowsTheSecretThatItWasConfiguredWith() {
        StoredKey secret = add(makerOf(SECRET), 1, Duration.ZERO);
        StoredKey es256 = add(maker(KeyAlgorithm.ES256), 2, Duration.ZERO);

        assertThat(makerOf(SECRET).isAsConfigured(secret.key())).isTrue();
        assertThat(makerOf(SECRET + "x").isAsConfigured(secret.key())).isFalse();
        assertThat(makerOf(SECRET).isAsConfigured(es256.key())).isFalse();
        assertThat(maker(KeyAlgorithm.ES256).isAsConfigured(es256.key())).isTrue();
        assertThat(maker(KeyAlgorithm.RS256).isAsConfigured(es256.key())).isFalse();
        assertThatThrownBy(() -> maker(KeyAlgorithm.HS256)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASetInWhichWhatSignsIsMissing() {
        assertThatThrownBy(() -> SigningKeySet.of(List.of(TestKeys.signing("one")), "another"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
