package dev.sallyport.bootstrap.config;

import java.net.URI;
import java.util.List;

/**
 * Where the management port of a server is reached that runs beside this process, with the same settings.
 *
 * @param host that the server listens on
 */
public record ManagementAddress(String host, int port) {
    static List<Setting<?>> catalogue() {
        return List.of(ServerSettings.HOST, ServerSettings.MANAGEMENT_PORT);
    }

    static void check(Readings readings, List<Problem> problems) {
        if (readings.find(ServerSettings.MANAGEMENT_PORT)
                .filter(port -> port == 0)
                .isPresent()) {
            problems.add(new Problem(
                    ServerSettings.MANAGEMENT_PORT.name(),
                    "is 0: any free port, and which one it became only the server knows",
                    "Give it a number."));
        }
    }

    static ManagementAddress from(Readings readings) {
        return new ManagementAddress(readings.get(ServerSettings.HOST), readings.get(ServerSettings.MANAGEMENT_PORT));
    }

    /** What to ask for, from this machine. */
    public URI url(String path) {
        String name = switch (host) {
            // No places to go to: they stand for every address of this machine.
            case "0.0.0.0", "::" -> "localhost";
            default -> host.indexOf(':') < 0 ? host : "[" + host + "]";
        };
        return URI.create("http://" + name + ":" + port + path);
    }
}
