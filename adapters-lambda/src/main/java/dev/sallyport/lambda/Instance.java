package dev.sallyport.lambda;

import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.background.OnDemand;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.logging.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sallyport in this process: the system without threads of its own, and the server before it. */
final class Instance implements AutoCloseable {
    private final OnDemand upkeep;
    private final SallyportSystem system;
    private final Server server;
    private final Loopback loopback;

    private Instance(OnDemand upkeep, SallyportSystem system, Server server) {
        this.upkeep = upkeep;
        this.system = system;
        this.server = server;
        this.loopback = new Loopback(server.port());
    }

    /** Reads the settings and opens everything that they name. */
    static Instance open(Map<String, String> environment) {
        Logging.hush("software.amazon.awssdk");
        Configuration configuration = Configuration.parseForServer(environment, Files::newInputStream);
        Logging.start(configuration.server().logFormat(), configuration.server().logLevel());
        OnDemand upkeep = new OnDemand(Clock.systemUTC());
        SallyportSystem system = SallyportSystem.start(configuration, upkeep);
        try {
            return new Instance(upkeep, system, Server.startBehindThisProcess(configuration, system));
        } catch (RuntimeException | Error failure) {
            system.close();
            throw failure;
        }
    }

    HttpAnswer answer(HttpApiRequest request, Duration patience) throws IOException {
        upkeep.beforeAnswer();
        return loopback.ask(request, patience);
    }

    /**
     * @param left how long it is until all ends, ready or not
     */
    void keepPromises(Duration left) {
        upkeep.afterAnswer(left);
    }

    /**
     * What goes on beside requests; tells what is left of it.
     *
     * @param left how long it is until all ends, ready or not
     */
    List<String> upkeep(Duration left) {
        return upkeep.everything(left);
    }

    @Override
    public void close() {
        server.close();
        system.close();
    }
}
