package dev.sallyport.http;

import dev.sallyport.http.routing.RouteGroup;
import java.util.List;

/**
 * Routes beyond the server's own.
 *
 * @param site beside the API, on its port
 * @param management beside health, on the management port, and there alone
 */
public record ExtraRoutes(List<RouteGroup> site, List<RouteGroup> management) {

    public ExtraRoutes {
        site = List.copyOf(site);
        management = List.copyOf(management);
    }
}
