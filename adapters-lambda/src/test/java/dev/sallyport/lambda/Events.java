package dev.sallyport.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Events as AWS sends them. */
final class Events {
    static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    /** A request that came to an HTTP API. */
    static ObjectNode http(String method, String path) {
        ObjectNode event = read("/http-api-event.json");
        event.put("rawPath", path);
        httpOf(event).put("method", method).put("path", path);
        return event;
    }

    /** With a body in base64, as API Gateway sends those that it does not know to be text. */
    static ObjectNode http(String method, String path, String body) {
        return http(method, path)
                .put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
                .put("isBase64Encoded", true);
    }

    static ObjectNode with(ObjectNode event, String header, String value) {
        ((ObjectNode) event.get("headers")).put(header, value);
        return event;
    }

    static ObjectNode withCookies(ObjectNode event, String... cookies) {
        List.of(cookies).forEach(event.putArray("cookies")::add);
        return event;
    }

    static ObjectNode from(ObjectNode event, String client) {
        httpOf(event).put("sourceIp", client);
        return event;
    }

    static ObjectNode onStage(ObjectNode event, String stage) {
        ((ObjectNode) event.get("requestContext")).put("stage", stage);
        return event;
    }

    static ObjectNode schedule() {
        return read("/schedule-event.json");
    }

    private static ObjectNode httpOf(ObjectNode event) {
        return (ObjectNode) event.get("requestContext").get("http");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static ObjectNode read(String resource) {
        try (InputStream content = Objects.requireNonNull(Events.class.getResourceAsStream(resource))) {
            return (ObjectNode) JSON.readTree(content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
