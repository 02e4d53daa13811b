package dev.sallyport.http.problem;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer "no", before it is put into words.
 *
 * @param errors what exactly is wrong with the body, if that is the trouble
 * @param headers what else the caller needs to know, such as {@code Retry-After}
 */
public record Refusal(Problem problem, List<InputError> errors, Map<String, String> headers) {

    private static final String RETRY_AFTER = "Retry-After";

    public Refusal {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    public static Refusal of(Problem problem) {
        return new Refusal(problem, List.of(), Map.of());
    }

    public static Refusal of(Problem problem, List<InputError> errors) {
        return new Refusal(problem, errors, Map.of());
    }

    public static Refusal of(Problem problem, Map<String, String> headers) {
        return new Refusal(problem, List.of(), headers);
    }

    /** A refusal for now: whole seconds, rounded up and at least one, so that nobody comes back too early (RFC 9110 §10.2.3). */
    public static Refusal until(Problem problem, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
        return of(problem, Map.of(RETRY_AFTER, Long.toString(seconds)));
    }

    /** After how many seconds it is worth trying again; empty where waiting does not help. */
    String retryAfter() {
        return headers.getOrDefault(RETRY_AFTER, "");
    }

    /** The same, with these headers besides. */
    public Refusal with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Refusal(problem, errors, all);
    }
}
