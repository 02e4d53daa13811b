package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.Sallyport;
import dev.sallyport.bootstrap.Administration;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import java.util.concurrent.Callable;

/** A command that does its work with the core. It is configured as the servers are, but needs no mail server. */
record OnCore(World world, Work work) implements Callable<Integer> {
    @FunctionalInterface
    interface Work {
        /** The exit code. */
        int with(Sallyport sallyport, Configuration configuration);
    }

    @Override
    public Integer call() {
        Configuration configuration = Configuration.parse(world.environment(), world.files());
        Logging.start(LogFormat.TEXT, LogLevel.WARN);
        return Administration.with(configuration, sallyport -> work.with(sallyport, configuration));
    }
}
