package dev.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Outages and bugs: what callers learn of them, and what the log does. */
class FailuresTest {
    private static final String LOGIN = """
            {"email": "c4n4ry@example.com", "password": "c4n4ry horse battery staple"}""";

    private final Logger log = (Logger) LoggerFactory.getLogger("dev.sallyport");
    private final Logger javalinLog = (Logger) LoggerFactory.getLogger("io.javalin");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };

    @BeforeEach
    void listen() {
        logged.start();
        for (Logger listened : List.of(log, javalinLog)) {
            listened.setLevel(Level.DEBUG);
            listened.setAdditive(false);
            listened.addAppender(logged);
        }
    }

    @AfterEach
    void stopListening() {
        for (Logger listened : List.of(log, javalinLog)) {
            listened.detachAppender(logged);
            listened.setAdditive(true);
            listened.setLevel(null);
        }
    }

    @Test
    void anOutageIsLoggedOnceHoweverManyRequestsItCosts() {
        try (TestServer server = failing(new ServiceUnavailable("database", Duration.ofSeconds(1), null))) {
            for (int i = 0; i < 5; i++) {
                assertThat(server.post("/api/v1/auth/login", LOGIN).outcome()).isEqualTo("503 service-unavailable");
            }

            assertThat(warnings()).hasSize(1);
        }
    }

    @Test
    void anOutageIsAnsweredWith503AndWhenToComeBack() {
        try (TestServer server = failing(new ServiceUnavailable("database", Duration.ofMillis(1200), null))) {
            ApiAnswer answer = server.post("/api/v1/auth/login", LOGIN);

            assertThat(answer.outcome()).isEqualTo("503 service-unavailable");
            assertThat(answer.header("Retry-After")).contains("2");
            assertThat(warnings()).hasSize(1);
            assertThat(warnings().getFirst().getFormattedMessage()).isEqualTo("database is unavailable");
        }
    }

    @Test
    void aBugIsAnsweredWith500AndNothingButTheRequestId() {
        try (TestServer server = failing(new IllegalStateException("table users is gone"))) {
            ApiAnswer answer = server.send(
                    ApiRequest.post("/api/v1/auth/login").json(LOGIN).header("X-Request-Id", "my-id-1"));

            assertThat(answer.outcome()).isEqualTo("500 internal-error");
            assertThat(answer.text("requestId")).isEqualTo("my-id-1");
            assertThat(answer.body()).doesNotContain("users", "IllegalState", "c4n4ry", "dev.sallyport");
        }
    }

    @Test
    void aBugIsLoggedOnceUnderTheRequestsId() {
        try (TestServer server = failing(new IllegalStateException("table users is gone"))) {
            server.send(ApiRequest.post("/api/v1/auth/login").json(LOGIN).header("X-Request-Id", "my-id-1"));

            assertThat(warnings()).hasSize(1);
            assertThat(warnings().getFirst().getMDCPropertyMap()).containsEntry("requestId", "my-id-1");
            assertThat(warnings().getFirst().getThrowableProxy().getMessage()).isEqualTo("table users is gone");
        }
    }

    @Test
    void evenAnErrorOfTheVirtualMachineIsAnsweredProperly() {
        try (TestServer server = failing(new StackOverflowError())) {
            assertThat(server.post("/api/v1/auth/login", LOGIN).outcome()).isEqualTo("500 internal-error");
            assertThat(warnings()).hasSize(1);
        }
    }

    @Test
    void noSecretAndNoAddressReachesTheLog() {
        try (TestServer server = failing(new IllegalStateException("bug"))) {
            server.post("/api/v1/auth/login", LOGIN);
            server.post("/api/v1/auth/login", LOGIN.replace("}", ""));
            server.post("/api/v1/auth/login", LOGIN.replace("email", "eMail"));
            server.post("/api/v1/auth/register", LOGIN);
            server.post("/api/v1/auth/refresh", "{\"refreshToken\": \"c4n4ry\"}");
            server.post("/api/v1/auth/logout", "{\"refreshToken\": \"c4n4ry\"}");
            server.post("/api/v1/auth/verify-email", """
                    {"token": "c4n4ry4567890123456789012345678901234567890", "password": "c4n4ry"}""");
            server.send(ApiRequest.get("/api/v1/me").bearer("c4n4ry"));
            server.send(ApiRequest.get("/c4n4ry?c4n4ry=c4n4ry").header("Cookie", "c4n4ry=c4n4ry"));
        }

        assertThat(logged.list).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getFormattedMessage()).doesNotContain("c4n4ry");
            assertThat(event.getMDCPropertyMap().values()).doesNotContain("c4n4ry");
            for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
                assertThat(t.getMessage()).doesNotContain("c4n4ry");
            }
        });
    }

    @Test
    void headersForgeNoLogLine() {
        try (TestServer server = failing(new IllegalStateException("bug"))) {
            server.send(ApiRequest.post("/api/v1/auth/login")
                    .json(LOGIN)
                    .header("X-Request-Id", "1%0d%0aERROR")
                    .header("User-Agent", "forged\tERROR"));
        }

        assertThat(logged.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getFormattedMessage() + event.getMDCPropertyMap())
                        .doesNotContain("\r", "\n", "\t", "%0d"));
    }

    @Test
    void refusalsAreNotLogged() {
        try (TestServer server = TestServer.start()) {
            logged.list.clear();
            server.post("/api/v1/auth/login", LOGIN);
            server.post("/api/v1/auth/login", "{}");
            server.get("/nothing");

            assertThat(logged.list).isEmpty();
        }
    }

    /** A server whose passwords cannot be hashed. */
    private static TestServer failing(Throwable failure) {
        Fakes fakes = new Fakes();
        var core = TestServer.withHasher(fakes, new FailingHasher(failure));
        return TestServer.start(fakes, core, TestServer.SETTINGS, List.of(), List.of());
    }

    private List<ILoggingEvent> warnings() {
        return logged.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }
}
