package dev.sallyport.application.keys;

import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeyRotation;
import java.util.List;

/** Shows an operator which signing keys there are, and where each is in its life. */
public final class ListSigningKeys {
    private final ServerKeys stored;
    private final KeyRotation rotation;

    public ListSigningKeys(ServerKeys stored, KeyRotation rotation) {
        this.stored = stored;
        this.rotation = rotation;
    }

    public record Command() {}

    /** The keys, newest first. */
    public record Result(List<KeyLife> keys) {}

    public Result handle(Command command) {
        return new Result(rotation.lives(stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING)));
    }
}
