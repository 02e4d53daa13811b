package dev.sallyport.application.keys;

import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.StoredKey;
import java.util.List;
import java.util.Optional;

/**
 * Takes notice of the stored signing keys: uses those that are live, adds the next when it is time, and forgets those that are gone.
 * Every instance does so every few seconds; of many, one adds the next key.
 */
public final class MaintainSigningKeys {
    private final ServerKeys stored;
    private final SigningKeys inUse;
    private final SigningKeyMaker maker;
    private final KeyRotation rotation;

    public MaintainSigningKeys(ServerKeys stored, SigningKeys inUse, SigningKeyMaker maker, KeyRotation rotation) {
        this.stored = stored;
        this.inUse = inUse;
        this.maker = maker;
        this.rotation = rotation;
    }

    public record Command() {}

    /**
     * What changed.
     *
     * @param added the next key, if this instance has added it
     * @param gone keys that were forgotten, perhaps by several instances at once
     */
    public record Result(Optional<StoredKey> added, List<StoredKey> gone) {}

    public Result handle(Command command) {
        KeySuccession keys = stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING);
        // First, so that an instance that cannot open what others added adds nothing to it.
        use(keys);
        Optional<StoredKey> added = addIfDue(keys);
        if (added.isPresent()) {
            keys = stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING);
            use(keys);
        }
        List<StoredKey> gone = rotation.lives(keys).stream()
                .filter(life -> !life.isLive())
                .map(KeyLife::key)
                .toList();
        gone.forEach(stored::remove);
        return new Result(added, gone);
    }

    private void use(KeySuccession keys) {
        List<KeyLife> live =
                rotation.lives(keys).stream().filter(KeyLife::isLive).toList();
        if (!live.isEmpty()) {
            inUse.use(live);
        }
    }

    private Optional<StoredKey> addIfDue(KeySuccession keys) {
        boolean isAsConfigured =
                keys.newest().map(newest -> maker.isAsConfigured(newest.key())).orElse(false);
        return rotation.isDue(keys, isAsConfigured)
                ? stored.add(maker.make(), keys.nextNumber(), rotation.publishedAhead())
                : Optional.empty();
    }
}
