package dev.sallyport.bootstrap.process;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program, run as its users run it. */
final class SallyportProcess implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("Sallyport is ready on http:\\\\?/\\\\?/localhost:([0-9]+) \\(");
    private static final Duration LONGEST_START = Duration.ofMinutes(4);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private SallyportProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    static SallyportProcess start(Map<String, String> environment, String... arguments) {
        return start(List.of(), environment, arguments);
    }

    /** Starts it with options for its JVM. */
    static SallyportProcess start(List<String> jvmOptions, Map<String, String> environment, String... arguments) {
        return startJar(Path.of(System.getProperty("sallyport.jar")), jvmOptions, environment, arguments);
    }

    /** Starts another version's program. */
    static SallyportProcess startJar(
            Path jar, List<String> jvmOptions, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new SallyportProcess(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until it accepts requests, and returns the port. */
    int awaitReady() {
        await().atMost(LONGEST_START).until(() -> !process.isAlive() || readyPort() > 0);
        if (readyPort() == 0) {
            throw new AssertionError("it did not start: " + output);
        }
        return readyPort();
    }

    private int readyPort() {
        return output.stream()
                .map(READY::matcher)
                .filter(Matcher::find)
                .map(ready -> Integer.parseInt(ready.group(1)))
                .findFirst()
                .orElse(0);
    }

    /** SIGTERM. The process's own method would close our end of its output, too. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL: it has no time to finish anything. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + output);
        }
        reader.join();
        return process.exitValue();
    }

    List<String> output() {
        return List.copyOf(output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }
}
