package dev.sallyport.bootstrap.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.status.NopStatusListener;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up Logback, in code because reading XML takes a tenth of the time that starting takes. Only the server does so; a program that
 * embeds Sallyport keeps its own logging.
 */
public final class Logging {
    /** Line breaks in a message would let a stranger forge lines, other control characters speak to a terminal. */
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0}: %replace(%msg){'\\p{Cc}+', ' '}"
                    + "%replace( %X{requestId}){'^ $', ''}%trace%n";

    private static final List<String> TALKATIVE =
            List.of("io.javalin", "org.eclipse.jetty", "org.flywaydb", "org.jdbi", "software.amazon.awssdk");

    /** These log every failure that they also throw or answer, so that an outage, a taken port or a stranger would fill the log. */
    private static final List<String> REPETITIVE = List.of(
            "com.zaxxer.hikari", "io.javalin.Javalin", "org.eclipse.jetty.http.HttpParser", "redis.clients.jedis");

    private Logging() {}

    /** Logs to the standard output. An operator's own configuration file ({@code -Dlogback.configurationFile}) is left alone. */
    public static void start(LogFormat format, LogLevel level) {
        if (System.getProperty("logback.configurationFile") != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        context.getStatusManager().add(new NopStatusListener());
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder(format, context));
        console.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
        setLevels(context, Level.toLevel(level.name()));
    }

    /** Logs no more than warnings of whoever has names that begin so. */
    public static void hush(String prefix) {
        if (LoggerFactory.getLogger(prefix) instanceof ch.qos.logback.classic.Logger logger) {
            logger.setLevel(Level.WARN);
        }
    }

    /** Below info, other people's libraries write down headers and statements, and with them secrets. */
    private static void setLevels(LoggerContext context, Level level) {
        context.getLogger("dev.sallyport").setLevel(level);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(atLeast(level, Level.INFO));
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(atLeast(level, Level.WARN)));
        REPETITIVE.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    }

    private static Level atLeast(Level wanted, Level least) {
        return wanted.isGreaterOrEqual(least) ? wanted : least;
    }

    private static Encoder<ILoggingEvent> encoder(LogFormat format, LoggerContext context) {
        Encoder<ILoggingEvent> encoder = switch (format) {
            case TEXT -> new LayoutWrappingEncoder<>();
            case JSON -> new JsonLines();
        };
        if (encoder instanceof LayoutWrappingEncoder<ILoggingEvent> text) {
            text.setLayout(layout(context));
        }
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static PatternLayout layout(LoggerContext context) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("trace", TraceSuffix::new);
        layout.setPattern(PATTERN);
        layout.start();
        return layout;
    }
}
