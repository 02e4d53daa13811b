package dev.sallyport.http.routing;

import dev.sallyport.domain.access.Permission;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may call a route. The policy decides what the handler is given, so that one which needs to know its caller cannot be
 * registered for anyone (ASVS 8.2.1).
 *
 * @param <H> the kind of handler that goes with it
 */
public final class Access<H> {

    public static final Access<RouteHandler> ANYONE = new Access<>("anyone", (handler, callers) -> handler);

    /** Whoever shows an access token that is ours and valid, and good for everything that they may do. */
    public static final Access<CallerRouteHandler> SIGNED_IN = new Access<>(
            "signed-in", (handler, callers) -> request -> handler.handle(request, callers.callerOf(request)));

    /** The same, and also those who must enrol a second factor before anything else. */
    public static final Access<CallerRouteHandler> SIGNED_IN_TO_ENROL = new Access<>(
            "signed-in-to-enrol",
            (handler, callers) -> request -> handler.handle(request, callers.callerOfAnyScope(request)));

    private final String name;
    private final Set<Permission> needed;
    private final BiFunction<H, Callers, RouteHandler> guard;

    private Access(String name, BiFunction<H, Callers, RouteHandler> guard) {
        this(name, Set.of(), guard);
    }

    private Access(String name, Set<Permission> needed, BiFunction<H, Callers, RouteHandler> guard) {
        this.name = name;
        this.needed = needed;
        this.guard = guard;
    }

    /**
     * Whoever is signed in and may do all of that now. It is judged before anything else of the request is read; whoever writes judges it
     * again, by the store.
     */
    public static Access<CallerRouteHandler> requiring(Permission first, Permission... more) {
        Set<Permission> needed =
                Stream.concat(Stream.of(first), Arrays.stream(more)).collect(Collectors.toUnmodifiableSet());
        return new Access<>(
                "requiring " + needed.stream().map(Permission::value).sorted().collect(Collectors.joining(" ")),
                needed,
                (handler, callers) -> request -> handler.handle(request, callers.callerWith(needed, request)));
    }

    /** What a caller must be allowed to do besides being signed in. */
    Set<Permission> needed() {
        return needed;
    }

    RouteHandler guard(H handler, Callers callers) {
        return guard.apply(handler, callers);
    }

    @Override
    public String toString() {
        return name;
    }
}
