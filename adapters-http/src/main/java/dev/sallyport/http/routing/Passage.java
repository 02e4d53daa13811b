package dev.sallyport.http.routing;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;

/** One request on its way through the house, as an observer will hear of it. */
final class Passage {
    private static final String ATTRIBUTE = "sallyport.passage";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final long begun = System.nanoTime();
    private String route = RequestObserver.UNMATCHED;

    private Passage() {}

    static void begin(Context context) {
        context.attribute(ATTRIBUTE, new Passage());
    }

    /** It has come to that route. */
    static void reaches(Context context, String route) {
        if (context.attribute(ATTRIBUTE) instanceof Passage passage) {
            passage.route = route;
        }
    }

    static void end(Context context, RequestObserver observer) {
        if (context.attribute(ATTRIBUTE) instanceof Passage passage) {
            observer.answered(
                    method(context.req().getMethod()),
                    passage.route,
                    context.statusCode(),
                    Duration.ofNanos(System.nanoTime() - passage.begun));
        }
    }

    static String method(String requested) {
        return METHODS.contains(requested) ? requested : RequestObserver.OTHER_METHOD;
    }
}
