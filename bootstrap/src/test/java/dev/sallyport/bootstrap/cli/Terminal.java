package dev.sallyport.bootstrap.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Types commands and sees what comes back. */
final class Terminal {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<String, String> environment;
    private final Deque<String> secrets = new ArrayDeque<>();
    private String piped = "";

    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    int type(String... arguments) {
        World world = new World(
                environment,
                Files::newInputStream,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                () -> stop::await,
                keyboard());
        return Commands.of(world).run(arguments);
    }

    private Keyboard keyboard() {
        return new Keyboard() {
            @Override
            public InputStream input() {
                return new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public Optional<String> askSecretly(String question) {
                return Optional.ofNullable(secrets.poll());
            }
        };
    }

    /** What is piped into the next command. */
    Terminal pipe(String text) {
        piped = text;
        return this;
    }

    /** What somebody answers who is asked secretly. */
    Terminal answer(String... texts) {
        secrets.addAll(Arrays.asList(texts));
        return this;
    }

    void stop() {
        stop.countDown();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
