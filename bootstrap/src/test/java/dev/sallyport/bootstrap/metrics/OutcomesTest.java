package dev.sallyport.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job, as {@code /metrics} tells of it. */
class OutcomesTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    @Test
    void tellOfTheWholeMainJob() {
        try (RunningServer server = new RunningServer(POSTGRES.server().createDatabase(), "REFRESH_REUSE_GRACE", "0")) {
            server.walkTheMainJob();

            await().untilAsserted(() -> assertThat(server.metrics())
                    .contains(
                            "sallyport_events_total{event=\"registration.started\"} 1.0",
                            "sallyport_events_total{event=\"account.created\"} 1.0",
                            "sallyport_events_total{event=\"sign-in.succeeded\"} 2.0",
                            "sallyport_events_total{event=\"sign-in.refused\"} 1.0",
                            "sallyport_refusals_total{event=\"sign-in.refused\",reason=\"wrong-password\"} 1.0",
                            "sallyport_events_total{event=\"session.refresh-token-reused\"} 1.0",
                            "sallyport_events_total{event=\"session.signed-out\"} 1.0",
                            "sallyport_events_total{event=\"users.exported\"} 0.0",
                            "sallyport_http_problems_total{code=\"invalid-credentials\"} 1.0",
                            "sallyport_http_problems_total{code=\"invalid-refresh-token\"} 1.0",
                            "sallyport_http_problems_total{code=\"client-denied\"} 0.0",
                            requests("POST", "/api/v1/auth/refresh", "2xx", 2),
                            requests("POST", "/api/v1/auth/refresh", "4xx", 1),
                            requests("GET", "/api/v1/me", "2xx", 1),
                            requests("POST", "/api/v1/auth/logout", "2xx", 1),
                            "sallyport_dependency_up{dependency=\"database\"} 1.0",
                            "sallyport_dependency_up{dependency=\"revocations\"} 1.0",
                            "sallyport_password_hashing_rejected_total 0.0",
                            "sallyport_database_connection_timeouts_total 0.0",
                            "sallyport_outbox_overdue_seconds 0.0")
                    .anyMatch(Pattern.compile("sallyport_revocation_lag_seconds [0-3]\\.[0-9]+")
                            .asMatchPredicate())
                    .anyMatch(Pattern.compile("sallyport_signing_key_age_seconds [0-9.E-]+")
                            .asMatchPredicate())
                    .anyMatch(Pattern.compile("sallyport_build_info\\{version=\".+\"} 1")
                            .asMatchPredicate())
                    .anyMatch(line ->
                            line.startsWith("sallyport_mail_delivery_duration_seconds_count{outcome=\"delivered\"} ")));
        }
    }

    private static String requests(String method, String route, String status, int count) {
        return "sallyport_http_request_duration_seconds_count{method=\"%s\",route=\"%s\",status=\"%s\"} %d"
                .formatted(method, route, status, count);
    }

    @Test
    void haveNothingInThemThatSomebodyTyped() throws Exception {
        try (RunningServer server = new RunningServer(POSTGRES.server().createDatabase())) {
            server.walkTheMainJob();
            List<String> metrics = server.metrics();

            assertThat(metrics)
                    .noneMatch(line -> line.contains("ada@") || line.contains("127.0.0.1"))
                    .noneMatch(Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}").asPredicate());
            assertThat(metrics)
                    .as("no more series than a small Prometheus bears")
                    .hasSizeLessThan(3000);
        }
    }
}
