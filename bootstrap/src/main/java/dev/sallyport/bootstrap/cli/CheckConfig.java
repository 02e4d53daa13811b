package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.Configuration;
import java.util.concurrent.Callable;

/** Shows what is in force, secrets hidden, if the server would start with it. */
final class CheckConfig implements Callable<Integer> {
    private final World world;

    CheckConfig(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Configuration configuration = Configuration.parseForServer(world.environment(), world.files());
        world.out().print(configuration.table());
        world.out().println("The configuration is fine.");
        return 0;
    }
}
