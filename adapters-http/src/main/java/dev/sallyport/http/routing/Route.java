package dev.sallyport.http.routing;

/**
 * One method of one path.
 *
 * @param path with {@code {name}} for a part that varies
 * @param handler guarded by its access policy
 */
public record Route(String method, String path, Access<?> access, Counted counted, RouteHandler handler) {

    /** Below it is what administrators do. */
    private static final String ADMINISTRATION = "/api/v1/admin/";

    /** A server with a route that anybody could call who is signed in, and none but administrators should, does not start (ASVS 8.2.1). */
    public Route {
        if (path.startsWith(ADMINISTRATION) && access.needed().isEmpty()) {
            throw new IllegalArgumentException(method + " " + path + " asks for no permission");
        }
    }
}
