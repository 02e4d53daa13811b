package dev.sallyport.bootstrap.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The protocol by which Chromium's own developer tools steer it: commands with answers, and events, as JSON over a WebSocket. */
final class DevTools implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<Event, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    private record Event(String session, String name) {}

    DevTools(URI address) {
        this.socket =
                http.newWebSocketBuilder().buildAsync(address, new Incoming()).join();
    }

    /** Sends a command; the answer comes later. */
    synchronized CompletableFuture<JsonNode> send(String session, String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        // The next one may only be sent when this one has been.
        socket.sendText(command.toString(), true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Is complete when the event has happened the next time. */
    CompletableFuture<Void> next(String session, String event) {
        CompletableFuture<Void> happened = new CompletableFuture<>();
        awaited.put(new Event(session, event), happened);
        return happened.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void receive(String text) {
        JsonNode message = parse(text);
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer =
                    answers.remove(message.get("id").asInt());
            if (message.has("error")) {
                answer.completeExceptionally(
                        new AssertionError(message.get("error").toString()));
            } else {
                answer.complete(message.get("result"));
            }
            return;
        }
        Event event = new Event(
                message.path("sessionId").asText(), message.path("method").asText());
        CompletableFuture<Void> happened = awaited.remove(event);
        if (happened != null) {
            happened.complete(null);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(notJson);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }

    /** Puts messages together that arrive in parts. */
    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                receive(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
