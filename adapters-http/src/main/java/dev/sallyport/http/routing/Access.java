package dev.sallyport.http.routing;

import java.util.function.BiFunction;

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
    private final BiFunction<H, Callers, RouteHandler> guard;

    private Access(String name, BiFunction<H, Callers, RouteHandler> guard) {
        this.name = name;
        this.guard = guard;
    }

    RouteHandler guard(H handler, Callers callers) {
        return guard.apply(handler, callers);
    }

    @Override
    public String toString() {
        return name;
    }
}
