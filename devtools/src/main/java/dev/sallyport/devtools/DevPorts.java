package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports that a development server opens. */
final class DevPorts {
    private static final String LOOPBACK = "127.0.0.1";

    private DevPorts() {}

    /**
     * Finds out what is in use before the database has started, not seconds later.
     *
     * @return the port of the API, which other settings name; a free one if any would do
     * @throws CannotStart if one is not to be had
     */
    static int check(Configuration configuration) {
        ServerSettings server = configuration.server();
        requireFree("MANAGEMENT_PORT", server.host(), server.managementPort());
        requireFree("STUDIO_PORT", LOOPBACK, configuration.development().studioPort());
        requireFree("DEV_POSTGRES_PORT", LOOPBACK, configuration.development().postgresPort());
        return requireFree("PORT", server.host(), server.port());
    }

    private static int requireFree(String setting, String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
            return probe.getLocalPort();
        } catch (IOException taken) {
            throw CannotStart.portTaken(setting, host, port, taken);
        }
    }
}
