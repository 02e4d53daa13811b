package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.keys.RotateSigningKey;
import dev.sallyport.bootstrap.Keys;
import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.domain.keys.StoredKey;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** Has a new key sign. */
final class KeysRotate implements Callable<Integer> {
    private final World world;
    private final BooleanSupplier ahead;

    KeysRotate(World world, BooleanSupplier ahead) {
        this.world = world;
        this.ahead = ahead;
    }

    @Override
    public Integer call() {
        KeySettings settings = KeysCommand.settings(world);
        var command = new RotateSigningKey.Command(ahead.getAsBoolean());
        return switch (Keys.with(settings, keys -> keys.rotate(command))) {
            case RotateSigningKey.Result.Rotated(var key) -> rotated(key);
            case RotateSigningKey.Result.SecretUnchanged() ->
                refused("JWT_ALGORITHM is HS256, so JWT_SECRET is the key. Change JWT_SECRET to change the key;"
                        + " until all tokens signed with the old one have expired, they go on being accepted.");
            case RotateSigningKey.Result.Overtaken() ->
                refused("A server or somebody else added a key at the same moment; nothing was added besides."
                        + " See: sallyport keys list");
        };
    }

    private int rotated(StoredKey key) {
        world.out()
                .println("Signing key " + key.key().id() + " (" + key.key().algorithm() + ") signs from "
                        + key.activeFrom().truncatedTo(ChronoUnit.SECONDS)
                        + " on. Keys before it verify until their tokens have expired.");
        return 0;
    }

    private int refused(String why) {
        world.err().println(why);
        return 1;
    }
}
