package dev.sallyport.http.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET /health/live} and {@code /health/ready}. */
public final class HealthRoutes implements RouteGroup {

    private final Readiness readiness;

    public HealthRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/health/live", Access.ANYONE, this::live);
        routes.get("/health/ready", Access.ANYONE, this::ready);
    }

    /** Says only that requests are handled: a database that is down is no reason to be restarted. */
    private Answer live(Request request) {
        return Answer.of(Response.json(200, Json.object().put("status", "live")));
    }

    private Answer ready(Request request) {
        Readiness.Report report = readiness.report();
        ObjectNode json = Json.object().put("status", status(report));
        ObjectNode dependencies = json.putObject("dependencies");
        report.dependencies().forEach((name, up) -> dependencies.put(name, up ? "up" : "down"));
        return Answer.of(Response.json(report.ready() ? 200 : 503, json));
    }

    private static String status(Readiness.Report report) {
        if (report.stopping()) {
            return "stopping";
        }
        return report.ready() ? "ready" : "unavailable";
    }
}
