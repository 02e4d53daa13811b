package dev.sallyport.devtools;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.RouteHandler;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Host} headers of people who mean this machine. A page elsewhere can make its own name point here (DNS rebinding) and
 * would then share an origin with us; it cannot do so with {@code localhost}, nor with an address.
 */
final class LocalHosts {
    /** What this machine calls itself. */
    static final LocalHosts LOOPBACK = new LocalHosts(Set.of("localhost", "127.0.0.1", "[::1]"), false);

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]+)(:[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Set<String> names;
    private final boolean anyAddress;

    private LocalHosts(Set<String> names, boolean anyAddress) {
        this.names = Set.copyOf(names);
        this.anyAddress = anyAddress;
    }

    /** Those, any address, and the name under which the developer says that the server is reached. */
    static LocalHosts with(URI publicUrl) {
        Set<String> names = new HashSet<>(LOOPBACK.names);
        names.add(publicUrl.getHost().toLowerCase(Locale.ROOT));
        return new LocalHosts(names, true);
    }

    /** Has a route seen by those alone who mean us. */
    RouteHandler guard(RouteHandler handler) {
        return request -> allow(request.headers("Host")) ? handler.handle(request) : Answer.refusing(Problem.NOT_FOUND);
    }

    /**
     * Whether a request means us.
     *
     * @param hostHeaders all that it has
     */
    boolean allow(List<String> hostHeaders) {
        if (hostHeaders.size() != 1) {
            return false;
        }
        Matcher header = HOST.matcher(hostHeaders.getFirst().toLowerCase(Locale.ROOT));
        return header.matches() && allow(header.group(1));
    }

    private boolean allow(String host) {
        return names.contains(host) || (anyAddress && ADDRESS.matcher(host).matches());
    }
}
