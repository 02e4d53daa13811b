package dev.sallyport.http.routing;

/**
 * One method of one path.
 *
 * @param path with {@code {name}} for a part that varies
 * @param handler guarded by its access policy
 */
public record Route(String method, String path, Access<?> access, Counted counted, RouteHandler handler) {}
