package dev.sallyport.security.keys;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.keys.SigningKeys;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.keys.KeyStage;
import dev.sallyport.domain.keys.SealedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The signing keys, opened. Whoever signs or verifies takes the set of the moment, without a lock; each key is opened once, however
 * often the set changes, and the set stays the same object as long as nothing has changed, so that what is known by it can be kept.
 */
public final class VaultSigningKeys implements SigningKeys, Supplier<SigningKeySet> {
    private final Vault vault;
    private volatile SigningKeySet current;

    private VaultSigningKeys(Vault vault, SigningKeySet current) {
        this.vault = vault;
        this.current = current;
    }

    /**
     * Opens the stored keys, of which there is at least one: see {@link KeyRing}.
     *
     * @throws WrongMasterKey if one cannot be opened
     */
    public static VaultSigningKeys open(ServerKeys stored, Vault vault, KeyRotation rotation) {
        List<KeyLife> live = rotation.lives(stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING)).stream()
                .filter(KeyLife::isLive)
                .toList();
        return new VaultSigningKeys(vault, set(live, key -> open(key, vault)));
    }

    @Override
    public SigningKeySet get() {
        return current;
    }

    /**
     * {@inheritDoc}
     *
     * @throws WrongMasterKey if one cannot be opened; the others are in use then, and those that are gone are not
     */
    @Override
    public synchronized void use(List<KeyLife> live) {
        SigningKeySet before = current;
        List<SigningKey> opened = new ArrayList<>();
        WrongMasterKey unreadable = null;
        for (KeyLife life : live) {
            SealedKey key = life.key().key();
            try {
                opened.add(before.find(idOf(key)).orElseGet(() -> open(key, vault)));
            } catch (WrongMasterKey wrong) {
                unreadable = wrong;
            }
        }
        if (unreadable == null) {
            replace(SigningKeySet.of(opened, signer(live)));
            return;
        }
        // What signs may be what cannot be read; then the key before it goes on, if it is still there.
        Stream.of(signer(live), before.signer().id())
                .filter(id -> opened.stream().anyMatch(key -> key.id().equals(id)))
                .findFirst()
                .ifPresent(signer -> replace(SigningKeySet.of(opened, signer)));
        throw unreadable;
    }

    /** Whoever remembers what was verified with a set forgets it with the set. */
    private void replace(SigningKeySet after) {
        current = after.isSameAs(current) ? current : after;
    }

    private static SigningKeySet set(List<KeyLife> live, Function<SealedKey, SigningKey> opening) {
        return SigningKeySet.of(
                live.stream().map(life -> opening.apply(life.key().key())).toList(), signer(live));
    }

    private static String signer(List<KeyLife> live) {
        return live.stream()
                .filter(life -> life.stage() == KeyStage.SIGNING)
                .map(life -> idOf(life.key().key()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of the keys signs"));
    }

    private static SigningKey open(SealedKey key, Vault vault) {
        try {
            return SigningKey.of(idOf(key), key.algorithm(), vault.open(key.material(), key.context()));
        } catch (Vault.CannotOpen cannotOpen) {
            throw new WrongMasterKey(cannotOpen);
        }
    }

    private static String idOf(SealedKey key) {
        return key.id().toString();
    }
}
