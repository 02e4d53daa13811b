package dev.sallyport.lambda;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The function as Lambda runs it: a process of its own, in which AWS's runtime interface client calls the handler. */
final class FunctionProcess implements AutoCloseable {
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private final RuntimeApi api;
    private final Process process;
    private final Path log;

    private FunctionProcess(RuntimeApi api, Process process, Path log) {
        this.api = api;
        this.process = process;
        this.log = log;
    }

    static FunctionProcess start(RuntimeApi api, Path directory, Map<String, String> environment) throws IOException {
        return start(api, directory, environment, SallyportHandler.class);
    }

    static FunctionProcess start(RuntimeApi api, Path directory, Map<String, String> environment, Class<?> handler)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                // As Lambda's own start script says, so that org.crac finds it.
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RUNTIME,
                handler.getName() + "::handleRequest");
        builder.directory(directory.toFile());
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", api.address(),
                        "LAMBDA_TASK_ROOT", directory.toString(),
                        "AWS_LAMBDA_FUNCTION_NAME", "sallyport",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"));
        Path log = directory.resolve("function.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new FunctionProcess(api, builder.start(), log);
    }

    /** Sends a request and waits for the answer, as API Gateway does. */
    JsonNode send(ObjectNode event) throws Exception {
        RuntimeApi.Outcome outcome = api.invoke(event.toString());
        if (outcome.failed()) {
            throw new AssertionError("the function failed: " + outcome.body() + "\n" + log());
        }
        return Events.json(outcome.body());
    }

    /** Waits until nothing goes on, and then has the process stand still. */
    void freeze() throws Exception {
        awaitIdle();
        signal("STOP");
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    void awaitIdle() {
        await().atMost(Duration.ofSeconds(60)).until(api::isIdle);
    }

    private void signal(String name) throws Exception {
        int exit = new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid())))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("could not send SIG" + name);
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
