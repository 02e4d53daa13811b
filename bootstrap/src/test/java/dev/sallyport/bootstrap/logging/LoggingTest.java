package dev.sallyport.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
    private static final Logger LOG = LoggerFactory.getLogger("dev.sallyport.test");

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() throws JoranException {
        System.setOut(before);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    private String logged() {
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void keepsAMessageOnOneLineSoThatNobodyForgesAnother() {
        Logging.start(LogFormat.TEXT, LogLevel.INFO);

        LOG.info("agent {}", "x\r\n2026-01-01T00:00:00Z INFO signed in as admin");

        assertThat(logged().lines()).singleElement().asString().contains("agent x 2026-01-01");
    }

    @Test
    void namesTheRequest() {
        Logging.start(LogFormat.TEXT, LogLevel.INFO);

        try (var scope = MDC.putCloseable("requestId", "abc-123")) {
            LOG.info("handled");
            assertThat(scope).isNotNull();
        }
        LOG.info("idle");

        assertThat(logged().lines().toList().getFirst()).endsWith("handled abc-123");
        assertThat(logged().lines().toList().getLast()).endsWith("idle");
    }

    @Test
    void writesJsonForMachines() throws JsonProcessingException {
        Logging.start(LogFormat.JSON, LogLevel.INFO);

        try (var scope = MDC.putCloseable("requestId", "abc-123")) {
            LOG.warn("\"quoted\"\n{}", 1);
            assertThat(scope).isNotNull();
        }

        assertThat(logged().lines()).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(logged());
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("formattedMessage").asText()).isEqualTo("\"quoted\"\n1");
        assertThat(line.at("/mdc/requestId").asText()).isEqualTo("abc-123");
    }

    @Test
    void neverLetsOtherPeoplesLibrariesWriteDownDetails() {
        Logging.start(LogFormat.TEXT, LogLevel.TRACE);

        assertThat(LOG.isTraceEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("org.eclipse.jetty.http").isInfoEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.jdbi.v3").isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("com.auth0.jwt").isDebugEnabled()).isFalse();
    }

    @Test
    void logsNoMoreThanWasAskedFor() {
        Logging.start(LogFormat.TEXT, LogLevel.ERROR);

        LOG.warn("a warning");
        LOG.error("an error");

        assertThat(logged()).contains("an error").doesNotContain("a warning");
    }
}
