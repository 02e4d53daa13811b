package dev.sallyport.bootstrap.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the server writes to its log, byte for byte as an operator gets it, until closed; then logging is as it was before. */
final class CapturedLogs implements AutoCloseable {
    private static final List<String> CLIENTS_SIDE =
            List.of("com.atlassian.oai", "com.networknt", "io.swagger", "org.awaitility");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream before = System.out;

    private CapturedLogs() {
        System.setOut(new PrintStream(written, true, UTF_8));
    }

    /** At the most talkative level that the settings offer. */
    static CapturedLogs start(LogFormat format) {
        CapturedLogs logs = new CapturedLogs();
        Logging.start(format, LogLevel.TRACE);
        return logs;
    }

    /**
     * More talkative than any setting makes it: all that has no level of its own says everything, except for what checks answers on
     * the client's side of these tests.
     */
    static CapturedLogs startWithRootAtTrace() {
        CapturedLogs logs = start(LogFormat.TEXT);
        context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
        CLIENTS_SIDE.forEach(name -> context().getLogger(name).setLevel(Level.WARN));
        return logs;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    String text() {
        return written.toString(UTF_8);
    }

    List<String> lines() {
        return text().lines().toList();
    }

    @Override
    public void close() {
        System.setOut(before);
        context().reset();
        try {
            new ContextInitializer(context()).autoConfig();
        } catch (JoranException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
