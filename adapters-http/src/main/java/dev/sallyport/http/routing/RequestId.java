package dev.sallyport.http.routing;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names a request in its response and in every log line about it. */
final class RequestId {

    static final String HEADER = "X-Request-Id";

    /** Nothing that could break a log line or hide in one. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The caller's own, if it is sane, else a new one. */
    static String of(@Nullable String proposed) {
        return proposed != null && SANE.matcher(proposed).matches()
                ? proposed
                : UUID.randomUUID().toString();
    }
}
