package dev.sallyport.http.routing;

/** The routes of one feature. */
@FunctionalInterface
public interface RouteGroup {

    void register(Routes routes);
}
