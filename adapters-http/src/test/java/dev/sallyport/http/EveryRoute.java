package dev.sallyport.http;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.http.health.HealthRoutes;
import dev.sallyport.http.health.Readiness;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Route;
import java.util.List;
import java.util.stream.Stream;

/** The routes that the server has. */
public final class EveryRoute {
    private EveryRoute() {}

    /** As it registers them when it starts. */
    public static Stream<Route> all() {
        Fakes fakes = new Fakes();
        return HttpServer.routes(
                fakes.sallyport(),
                TestServer.SETTINGS,
                new Callers(fakes.sallyport().authenticate()),
                new HealthRoutes(new Readiness(List.of())))
                .all()
                .stream();
    }
}
