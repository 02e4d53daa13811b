package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.keys.RewrapSecrets;
import dev.sallyport.bootstrap.Keys;
import dev.sallyport.bootstrap.config.KeySettings;
import java.util.List;
import java.util.concurrent.Callable;

/** Seals everything under the master key of today. */
final class KeysRewrap implements Callable<Integer> {
    private final World world;

    KeysRewrap(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        KeySettings settings = KeysCommand.settings(world);
        List<RewrapSecrets.Count> counts = Keys.with(settings, Keys::rewrap);
        for (RewrapSecrets.Count count : counts) {
            world.out().println(count.what() + ": " + count.rewrapped() + " sealed anew");
        }
        List<RewrapSecrets.Count> lost =
                counts.stream().filter(count -> count.unopened() > 0).toList();
        for (RewrapSecrets.Count count : lost) {
            world.err()
                    .println(count.what() + ": " + count.unopened()
                            + " cannot be opened with MASTER_KEY or MASTER_KEY_PREVIOUS, and stay as they are.");
        }
        if (!lost.isEmpty()) {
            return 1;
        }
        world.out()
                .println("Everything is sealed under MASTER_KEY. Once every instance has it as MASTER_KEY,"
                        + " MASTER_KEY_PREVIOUS can be removed.");
        return 0;
    }
}
