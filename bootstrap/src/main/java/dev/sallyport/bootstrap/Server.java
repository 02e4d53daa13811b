package dev.sallyport.bootstrap;

import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ServerSettings;
import dev.sallyport.domain.session.AddressRange;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.ExtraRoutes;
import dev.sallyport.http.HttpServer;
import dev.sallyport.http.HttpSettings;
import dev.sallyport.http.health.HealthCheck;
import dev.sallyport.http.routing.CannotListen;
import dev.sallyport.http.routing.RouteGroup;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Sallyport over HTTP. Closing it finishes what is in flight; the system behind it stays open. */
public final class Server implements AutoCloseable {
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private static final String LOOPBACK = "127.0.0.1";
    private static final AddressRange THIS_PROCESS = new AddressRange(ClientAddress.of(LOOPBACK), 32);

    private final HttpServer http;
    private final String url;
    private final Duration shutdownGrace;

    private Server(HttpServer http, String url, Duration shutdownGrace) {
        this.http = http;
        this.url = url;
        this.shutdownGrace = shutdownGrace;
    }

    /**
     * Starts to accept requests.
     *
     * @param extra routes beyond the API's own
     * @throws CannotStart if a port cannot be opened
     */
    public static Server start(Configuration configuration, SallyportSystem system, List<RouteGroup> extra) {
        ServerSettings settings = configuration.server();
        try {
            system.metrics().observeProcess();
            HttpServer http = HttpServer.start(
                    system.sallyport(),
                    http(settings),
                    dependencies(system),
                    new ExtraRoutes(extra, List.of(system.metrics().routes())),
                    system::isDenied,
                    system.metrics().requests());
            return new Server(
                    http, "http://" + reachable(settings.host()) + ":" + http.port(), settings.shutdownGrace());
        } catch (CannotListen taken) {
            boolean management = taken.port() == settings.managementPort() && settings.managementPort() != 0;
            throw CannotStart.portTaken(management ? "MANAGEMENT_PORT" : "PORT", settings.host(), taken.port(), taken);
        }
    }

    /**
     * Starts to accept requests of this machine alone, on any free port, and without one for management: for something in the same process that
     * stands before it and, as proxies do, adds to {@code X-Forwarded-For} whom a request is from.
     */
    public static Server startBehindThisProcess(Configuration configuration, SallyportSystem system) {
        ServerSettings settings = configuration.server();
        HttpServer http = HttpServer.start(
                system.sallyport(),
                within(settings),
                dependencies(system),
                new ExtraRoutes(List.of(), List.of()),
                system::isDenied,
                system.metrics().requests());
        return new Server(http, "http://" + LOOPBACK + ":" + http.port(), settings.shutdownGrace());
    }

    private static HttpSettings within(ServerSettings settings) {
        return new HttpSettings(
                        LOOPBACK,
                        0,
                        null,
                        settings.publicUrl(),
                        settings.appName(),
                        settings.corsOrigins(),
                        settings.defaultLocale(),
                        settings.shutdownGrace())
                .trusting(settings.trustedProxies().and(THIS_PROCESS));
    }

    private static HttpSettings http(ServerSettings settings) {
        return new HttpSettings(
                settings.host(),
                settings.port(),
                settings.managementPort(),
                settings.publicUrl(),
                settings.appName(),
                settings.corsOrigins(),
                settings.defaultLocale(),
                settings.shutdownGrace(),
                settings.trustedProxies());
    }

    /** The host by which this machine reaches itself; 0.0.0.0 is no place to go to. */
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "::", "127.0.0.1", "::1" -> "localhost";
            default -> host.indexOf(':') < 0 ? host : "[" + host + "]";
        };
    }

    private static List<HealthCheck> dependencies(SallyportSystem system) {
        List<HealthCheck> dependencies = new ArrayList<>(List.of(
                new Dependency("database", true, system::isDatabaseReachable),
                new Dependency("revocations", true, system.sallyport()::isInformedOfRevocations)));
        // Without it, lists are read from the database itself.
        system.replicaUse().ifPresent(used -> dependencies.add(new Dependency("replica", false, used)));
        // Without it, each instance has limits of its own; taking all of them out of service would be worse.
        system.redisReachability().ifPresent(redis -> dependencies.add(new Dependency("redis", false, redis)));
        return List.copyOf(dependencies);
    }

    private record Dependency(String name, boolean isRequired, BooleanSupplier healthy) implements HealthCheck {
        @Override
        public boolean isHealthy() {
            return healthy.getAsBoolean();
        }
    }

    /** The port for health and metrics. */
    public OptionalInt managementPort() {
        return http.managementPort();
    }

    /** The port of the API. */
    public int port() {
        return http.port();
    }

    /** Where it is reached from this machine. */
    public String url() {
        return url;
    }

    /** The one line that says so, and how long it took since the program was started. */
    public String readyLine() {
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        return String.format(Locale.ROOT, "Sallyport is ready on %s (%.1f s)", url, millis / 1000.0);
    }

    /**
     * Prepares for the end: says that it is not ready, and goes on serving for a moment, since whoever has just connected would be
     * turned away when the port closes. An interruption cuts the moment short.
     */
    public void retire() throws InterruptedException {
        http.stopBeingReady();
        Duration moment = shutdownGrace.compareTo(LAST_MOMENT) < 0 ? shutdownGrace : LAST_MOMENT;
        new CountDownLatch(1).await(moment.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Accepts nothing more and finishes what is in flight, at most for the grace. */
    @Override
    public void close() {
        http.close();
    }
}
