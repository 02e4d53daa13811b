package dev.sallyport.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/** What a function is called for. */
sealed interface Event {
    /** A request that came to an HTTP API (payload format 2.0). */
    record Http(HttpApiRequest request) implements Event {}

    /** A request that came to an HTTP API, and is none that HTTP could have. */
    record Malformed(String why) implements Event {}

    /** It is time to do what goes on beside requests. */
    record Upkeep() implements Event {}

    /**
     * Reads an event.
     *
     * @throws UnknownEvent if it is none of ours
     */
    static Event read(JsonNode event) {
        if (event.path("sallyport").asText().equals("upkeep")
                || (event.path("source").asText().equals("aws.events")
                        && event.path("detail-type").asText().equals("Scheduled Event"))) {
            return new Upkeep();
        }
        if (event.path("version").asText().equals("2.0")
                && event.path("requestContext").path("http").isObject()) {
            return request(event);
        }
        throw new UnknownEvent(refusal(event));
    }

    private static Event request(JsonNode event) {
        try {
            return new Http(HttpApiRequest.read(event));
        } catch (UnknownEvent malformed) {
            return new Malformed(Objects.requireNonNull(malformed.getMessage()));
        }
    }

    private static String refusal(JsonNode event) {
        if (event.has("httpMethod") || event.path("version").asText().equals("1.0")) {
            return "This is a request in payload format 1.0, of a REST API, a load balancer or an HTTP API that says so. Use an HTTP API"
                    + " with payload format 2.0.";
        }
        if (event.has("Records")) {
            return "These are records of a queue, a stream or a bucket, which this function does not take.";
        }
        return "This is neither a request of an HTTP API (payload format 2.0), nor an event of a schedule, nor {\"sallyport\": \"upkeep\"}.";
    }
}
