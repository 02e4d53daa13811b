package dev.sallyport.http.routing;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open port with what it serves. Requests are handled by virtual threads. */
public final class Site implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    /** So many connections may be made at the same moment. Of more, and by default that is of fifty, the system resets some. */
    private static final int MOST_UNACCEPTED = 1024;

    private final Javalin javalin;
    private final int port;

    private Site(Javalin javalin) {
        this.javalin = javalin;
        this.port = javalin.port();
    }

    /**
     * Opens the port.
     *
     * @param port 0 for any free one
     * @throws CannotListen if it cannot be opened
     */
    public static Site open(String host, int port, Routes routes, Dispatcher dispatcher) {
        Javalin javalin = Javalin.create(config -> {
            configure(config, dispatcher);
            config.jetty.addConnector((server, http) -> connector(server, http, host, port));
            register(config.routes, routes.all(), dispatcher);
        });
        try {
            return new Site(javalin.start());
        } catch (JavalinException failure) {
            throw new CannotListen(host, port, failure);
        }
    }

    private static void configure(JavalinConfig config, Dispatcher dispatcher) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Answers carry secrets; compressing them beside what a stranger chose would tell about them (BREACH).
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.DEFAULT);
            // Or Jetty would hand us the header that the connection's last request had, if only the letters' case
            // differs: tokens are not alike.
            http.setHeaderCacheCaseSensitive(true);
        });
        config.jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors(dispatcher)));
        config.jetty.modifyServletContextHandler(servlets -> servlets.setErrorHandler(new JettyErrors(dispatcher)));
    }

    private static Connector connector(Server server, HttpConfiguration http, String host, int port) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(MOST_UNACCEPTED);
        return connector;
    }

    /** Few threads for the selectors, which a virtual thread would pin; a virtual one for each request. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-request-", 0).factory()));
        return threads;
    }

    private static void register(RoutesConfig javalin, List<Route> routes, Dispatcher dispatcher) {
        var allowed = new AllowedMethods(routes);
        javalin.before(dispatcher::begin);
        javalin.after(dispatcher::end);
        javalin.exception(Exception.class, (failure, context) -> dispatcher.failed(context, failure));
        javalin.exception(HttpResponseException.class, (failure, context) -> dispatcher.failed(context, failure));
        javalin.exception(EndpointNotFound.class, (failure, context) -> dispatcher.unmatched(context, allowed));
        for (Route route : routes) {
            Handler handler = context -> dispatcher.handle(context, route);
            javalin.addHttpHandler(HandlerType.findOrCreate(route.method()), route.path(), handler);
            if (route.method().equals("GET")) {
                javalin.addHttpHandler(HandlerType.HEAD, route.path(), handler);
            }
        }
        allowed.byPath()
                .forEach((path, methods) -> javalin.addHttpHandler(
                        HandlerType.OPTIONS, path, context -> dispatcher.options(context, path, methods)));
    }

    /** The port that it listens on, or did while it was open. */
    public int port() {
        return port;
    }

    /** Accepts no more connections and waits until what is in flight is answered, at most for the grace. */
    public void drain(Duration grace) {
        Server server = javalin.jettyServer().server();
        for (Connector connector : server.getConnectors()) {
            try {
                connector.shutdown().get(grace.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                LOG.warn("requests still unanswered after {} are broken off", grace);
            } catch (ExecutionException failure) {
                LOG.warn("could not finish what was in flight", failure);
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
