package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ports of a development server that others ask about before it listens; free ones if any would do.
 *
 * @param api of the API, which other settings name
 * @param management of the health checks, which the summary names
 */
record DevPorts(int api, int management) {
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Finds out what is in use before the database has started, not seconds later, and all of it, not one after the other.
     *
     * @throws CannotStart if one is not to be had
     */
    static DevPorts check(Configuration configuration) {
        ServerSettings server = configuration.server();
        List<CannotStart> taken = new ArrayList<>();
        int management = probe("MANAGEMENT_PORT", server.host(), server.managementPort(), taken);
        probe("STUDIO_PORT", LOOPBACK, configuration.development().studioPort(), taken);
        probe("DEV_POSTGRES_PORT", LOOPBACK, configuration.development().postgresPort(), taken);
        int api = probe("PORT", server.host(), server.port(), taken);
        if (!taken.isEmpty()) {
            throw new CannotStart(
                    taken.stream().map(CannotStart::getMessage).collect(Collectors.joining("\n")), taken.getFirst());
        }
        return new DevPorts(api, management);
    }

    private static int probe(String setting, String host, int port, List<CannotStart> taken) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
            return probe.getLocalPort();
        } catch (IOException failure) {
            taken.add(CannotStart.portTaken(setting, host, port, failure));
            return port;
        }
    }
}
