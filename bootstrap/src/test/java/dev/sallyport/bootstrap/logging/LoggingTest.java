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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
    private static final Logger LOG = LoggerFactory.getLogger("dev.sallyport.test");

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

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

        try (var request = MDC.putCloseable("requestId", "abc-123");
                var trace = MDC.putCloseable("traceId", TRACE);
                var span = MDC.putCloseable("spanId", SPAN)) {
            LOG.warn("\"quoted\"\n{}", 1, new IllegalStateException("broken\nin two"));
            assertThat(List.of(request, trace, span)).doesNotContainNull();
        }

        assertThat(logged().lines()).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(logged());
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly(
                        "timestamp",
                        "level",
                        "logger",
                        "thread",
                        "message",
                        "requestId",
                        "traceId",
                        "spanId",
                        "exception");
        assertThat(line.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("dev.sallyport.test");
        assertThat(line.path("message").asText()).isEqualTo("\"quoted\"\n1");
        assertThat(line.path("requestId").asText()).isEqualTo("abc-123");
        assertThat(line.path("traceId").asText()).isEqualTo(TRACE);
        assertThat(line.path("spanId").asText()).isEqualTo(SPAN);
        assertThat(line.path("exception").asText())
                .startsWith("java.lang.IllegalStateException: broken\nin two")
                .contains("at " + LoggingTest.class.getName());
    }

    @Test
    void leavesOutWhatIsNotKnown() throws JsonProcessingException {
        Logging.start(LogFormat.JSON, LogLevel.INFO);

        LOG.info("idle");

        assertThat(new ObjectMapper().readTree(logged()).fieldNames())
                .toIterable()
                .containsExactly("timestamp", "level", "logger", "thread", "message");
    }

    @Test
    void namesTheCallersTrace() {
        Logging.start(LogFormat.TEXT, LogLevel.INFO);

        try (var request = MDC.putCloseable("requestId", "abc-123");
                var trace = MDC.putCloseable("traceId", TRACE);
                var span = MDC.putCloseable("spanId", SPAN)) {
            LOG.info("handled");
            assertThat(List.of(request, trace, span)).doesNotContainNull();
        }

        assertThat(logged().lines())
                .singleElement()
                .asString()
                .endsWith("handled abc-123 trace=" + TRACE + " span=" + SPAN);
    }

    @Test
    void prefersTheAgentsSpanToTheCallers() {
        Logging.start(LogFormat.TEXT, LogLevel.INFO);

        try (var trace = MDC.putCloseable("traceId", TRACE);
                var span = MDC.putCloseable("spanId", SPAN);
                var agentsTrace = MDC.putCloseable("trace_id", TRACE);
                var agentsSpan = MDC.putCloseable("span_id", "b7ad6b7169203331")) {
            LOG.info("handled");
            assertThat(List.of(trace, span, agentsTrace, agentsSpan)).doesNotContainNull();
        }

        assertThat(logged().lines())
                .singleElement()
                .asString()
                .endsWith("handled trace=" + TRACE + " span=b7ad6b7169203331");
    }

    @Test
    void tellsInTextWhatFailed() {
        Logging.start(LogFormat.TEXT, LogLevel.INFO);

        LOG.error("failed", new IllegalStateException("on purpose"));

        assertThat(logged()).contains("failed", "java.lang.IllegalStateException: on purpose", "at dev.sallyport");
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
