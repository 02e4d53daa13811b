package dev.sallyport.bootstrap.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One tab of a browser with a page in it. */
public final class Tab {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DevTools devTools;
    private final String session;

    private Tab(DevTools devTools, String session) {
        this.devTools = devTools;
        this.session = session;
    }

    static Tab at(String url, DevTools devTools, String session) {
        Tab tab = new Tab(devTools, session);
        devTools.send(session, "Page.enable", Map.of()).join();
        tab.startLoading(url).join();
        return tab;
    }

    /** Shows pages as in a window of that size. */
    public void resize(int width, int height) {
        Map<String, ?> size = Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false);
        devTools.send(session, "Emulation.setDeviceMetricsOverride", size).join();
    }

    public void reload() {
        load("Page.reload", Map.of()).join();
    }

    public CompletableFuture<Void> startLoading(String url) {
        return load("Page.navigate", Map.of("url", url));
    }

    private CompletableFuture<Void> load(String command, Map<String, ?> parameters) {
        CompletableFuture<Void> loaded = devTools.next(session, "Page.loadEventFired");
        return devTools.send(session, command, parameters).thenCompose(started -> loaded);
    }

    /** What the page's script makes of this, once it is settled. */
    public JsonNode run(String script) {
        return start(script).join();
    }

    public CompletableFuture<JsonNode> start(String script) {
        Map<String, ?> parameters =
                Map.of("expression", script, "awaitPromise", true, "returnByValue", true, "userGesture", true);
        return devTools.send(session, "Runtime.evaluate", parameters).thenApply(answer -> {
            if (answer.has("exceptionDetails")) {
                throw new AssertionError(answer.get("exceptionDetails").toString());
            }
            return answer.get("result").path("value");
        });
    }

    /** Waits until the element says so. */
    public void awaitText(String id, String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> run("document.getElementById('" + id + "').textContent")
                                .asText(),
                        text::equals);
    }

    public void fill(String field, String value) {
        run("document.forms[0].elements['" + field + "'].value = '" + value + "'");
    }

    public void submit() {
        run("document.forms[0].requestSubmit()");
    }

    public void click(String id) {
        run("document.getElementById('" + id + "').click()");
    }
}
