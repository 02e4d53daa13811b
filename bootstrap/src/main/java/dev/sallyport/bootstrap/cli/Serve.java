package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.logging.Logging;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the server until it is stopped. */
final class Serve implements Callable<Integer> {
    private final World world;

    Serve(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = Configuration.parseForServer(world.environment(), world.files());
        Logging.start(configuration.server().logFormat(), configuration.server().logLevel());
        Stop stop = world.stop().get();
        Logger log = LoggerFactory.getLogger(Serve.class);
        try (SallyportSystem system = SallyportSystem.start(configuration);
                Server server = Server.start(configuration, system, List.of())) {
            announce(server, configuration.server().logFormat(), log);
            stop.await();
            log.info("Stopping: finishing what is in flight");
            server.retire();
        }
        log.info("Stopped");
        return 0;
    }

    /** Whoever reads the log by machine does not get a line that is no JSON. */
    private void announce(Server server, LogFormat format, Logger log) {
        switch (format) {
            case JSON -> log.info(server.readyLine());
            case TEXT -> {
                world.out().println(server.readyLine());
                world.out().flush();
            }
        }
    }
}
