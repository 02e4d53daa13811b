package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.Schema;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.DatabaseSettings;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import java.util.concurrent.Callable;

/** Brings the schema up to date. It needs nothing but the database, so that it can run before the rest is configured. */
final class Migrate implements Callable<Integer> {
    private final World world;

    Migrate(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        DatabaseSettings settings = Configuration.parseDatabase(world.environment(), world.files());
        Logging.start(LogFormat.TEXT, LogLevel.WARN);
        int applied = Schema.migrate(settings);
        world.out()
                .println(
                        switch (applied) {
                            case 0 -> "The database schema is up to date.";
                            case 1 -> "The database schema is up to date; one migration was applied.";
                            default -> "The database schema is up to date; " + applied + " migrations were applied.";
                        });
        return 0;
    }
}
