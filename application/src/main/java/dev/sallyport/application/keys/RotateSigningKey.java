package dev.sallyport.application.keys;

import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Has a new key sign, at the word of an operator. The keys before it verify until their tokens have expired. */
public final class RotateSigningKey {
    private final ServerKeys stored;
    private final SigningKeyMaker maker;
    private final KeyRotation rotation;

    public RotateSigningKey(ServerKeys stored, SigningKeyMaker maker, KeyRotation rotation) {
        this.stored = stored;
        this.maker = maker;
        this.rotation = rotation;
    }

    /**
     * The operator's word.
     *
     * @param ahead whether verifiers elsewhere get to know the key before it signs; otherwise it signs as soon as all instances know it
     */
    public record Command(boolean ahead) {}

    public sealed interface Result {
        record Rotated(StoredKey key) implements Result {}

        /** The secret that the operator gave signs already, or will as soon as was asked for; another one is theirs to give. */
        record SecretUnchanged() implements Result {}

        /** Somebody else added a key at the same moment; nothing was done besides. */
        record Overtaken() implements Result {}
    }

    public Result handle(Command command) {
        KeySuccession keys = stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING);
        Duration ahead = command.ahead() ? rotation.publishedAhead() : rotation.headstart();
        Instant signsAtTheLatest = keys.asOf().plus(ahead);
        if (maker.algorithm() == KeyAlgorithm.HS256
                && keys.newest()
                        .filter(newest -> maker.isAsConfigured(newest.key()))
                        .filter(newest -> !newest.activeFrom().isAfter(signsAtTheLatest))
                        .isPresent()) {
            return new Result.SecretUnchanged();
        }
        Optional<StoredKey> added = stored.add(maker.make(), keys.nextNumber(), ahead);
        return added.<Result>map(Result.Rotated::new).orElseGet(Result.Overtaken::new);
    }
}
