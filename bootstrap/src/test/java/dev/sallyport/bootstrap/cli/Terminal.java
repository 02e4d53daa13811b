package dev.sallyport.bootstrap.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Types commands and sees what comes back. */
final class Terminal {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<String, String> environment;

    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    int type(String... arguments) {
        World world = new World(
                environment,
                file -> {
                    throw new NoSuchFileException(file.toString());
                },
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                () -> stop::await);
        return Commands.of(world).run(arguments);
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
