package dev.sallyport.bootstrap.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Chromium without a window. It is steered by its own protocol, so that no driver has to be downloaded or fit its version. */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final String ANNOUNCEMENT = "DevTools listening on ";
    private static final List<String> FLAGS = List.of(
            "--headless",
            // Its sandbox cannot be had as root and in many containers; it only ever sees our own pages here.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            "--remote-debugging-port=0");

    private final Process process;
    private final DevTools devTools;

    private Chromium(Process process, DevTools devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    /** The one on the PATH. */
    private static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path installed() {
        return find().orElseGet(() -> {
            String message = "No Chromium or Chrome is on the PATH: what pages do in a browser is NOT tested."
                    + " Install one, for example with: apt-get install chromium";
            if (System.getenv("CI") != null) {
                throw new AssertionError(message);
            }
            System.err.println(message);
            return abort(message);
        });
    }

    /**
     * Starts it, if there is one: else the test is skipped, and says so, or fails where {@code CI} is set.
     *
     * @param profile an empty folder for what it wants to keep
     */
    public static Chromium start(Path profile) throws IOException {
        List<String> command = new ArrayList<>(List.of(installed().toString()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + profile);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.errorReader();
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(ANNOUNCEMENT)) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return new Chromium(process, new DevTools(URI.create(line.substring(ANNOUNCEMENT.length()))));
            }
            said.add(line);
        }
        throw new IOException("the browser does not start: " + said);
    }

    /** Somebody's browser, with cookies of its own. */
    public Profile newProfile() {
        JsonNode context =
                devTools.send("", "Target.createBrowserContext", Map.of()).join();
        return new Profile(context.get("browserContextId").asText());
    }

    public final class Profile {
        private final String context;

        private Profile(String context) {
            this.context = context;
        }

        public Tab open(String url) {
            String target = devTools.send(
                            "", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                    .join()
                    .get("targetId")
                    .asText();
            String session = devTools.send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                    .join()
                    .get("sessionId")
                    .asText();
            return Tab.at(url, devTools, session);
        }

        /** What only the browser itself knows. */
        public JsonNode cookies() {
            return devTools.send("", "Storage.getCookies", Map.of("browserContextId", context))
                    .join()
                    .get("cookies");
        }

        public JsonNode onlyCookie() {
            JsonNode all = cookies();
            if (all.size() != 1) {
                throw new AssertionError("there are " + all.size() + " cookies");
            }
            return all.get(0);
        }
    }

    /** Nothing writes into the profile any more when it returns: the browser's helpers may outlive it for a moment. */
    @Override
    public void close() {
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        helpers.forEach(ProcessHandle::destroyForcibly);
        helpers.forEach(helper -> helper.onExit().join());
        devTools.close();
    }
}
