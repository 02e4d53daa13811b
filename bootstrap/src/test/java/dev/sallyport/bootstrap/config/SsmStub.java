package dev.sallyport.bootstrap.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Speaks the JSON protocol of AWS Systems Manager on this machine; while a test runs, the real SDK goes to it. */
final class SsmStub implements BeforeEachCallback, AfterEachCallback {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private final Set<String> forbidden = new HashSet<>();
    private final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());
    private @Nullable String failure;
    private @Nullable HttpServer server;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        opened.createContext("/", this::answer);
        opened.start();
        server = opened;
        set("aws.region", "eu-central-1");
        set("aws.accessKeyId", "AKIDEXAMPLE");
        set("aws.secretAccessKey", "example");
        set("aws.endpointUrlSsm", "http://127.0.0.1:" + opened.getAddress().getPort());
    }

    void set(String property, @Nullable String value) {
        String before = value == null ? System.clearProperty(property) : System.setProperty(property, value);
        properties.putIfAbsent(property, before == null ? "" : before);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
        properties.forEach((name, before) -> {
            if (before.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        });
    }

    /** Nobody answers any more. */
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    void put(String name, String value) {
        parameters.put(name, value);
    }

    /** Whoever asks for it, with others or alone, is refused everything. */
    void forbid(String name) {
        forbidden.add(name);
    }

    /** Everything fails with that code. */
    void fail(String code) {
        failure = code;
    }

    /** The names of each call. */
    List<List<String>> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            if (!"AmazonSSM.GetParameters".equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                    || !request.path("WithDecryption").asBoolean()) {
                send(exchange, 400, error("UnknownOperationException"));
                return;
            }
            List<String> names = new ArrayList<>();
            request.path("Names").forEach(name -> names.add(name.asText()));
            asked.add(names);
            String code = failure;
            if (code != null) {
                send(exchange, 400, error(code));
            } else if (names.stream().anyMatch(forbidden::contains)) {
                send(exchange, 400, error("AccessDeniedException"));
            } else if (names.size() > 10) {
                send(exchange, 400, error("ValidationException"));
            } else {
                send(exchange, 200, found(names));
            }
        } catch (UncheckedIOException impossible) {
            throw impossible.getCause();
        }
    }

    private static ObjectNode error(String code) {
        return JSON.createObjectNode().put("__type", code).put("message", "no");
    }

    private ObjectNode found(List<String> names) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        for (String name : names) {
            String value = parameters.get(name);
            if (value == null) {
                invalid.add(name);
                continue;
            }
            int selector = name.indexOf(':');
            ObjectNode parameter = found.addObject()
                    .put("Type", "SecureString")
                    .put("Value", value)
                    .put("Version", 1);
            parameter.put("Name", selector < 0 ? name : name.substring(0, selector));
            if (selector >= 0) {
                parameter.put("Selector", name.substring(selector));
            }
        }
        return answer;
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
