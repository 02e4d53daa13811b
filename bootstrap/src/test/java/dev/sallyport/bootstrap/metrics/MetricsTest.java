package dev.sallyport.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code /metrics} of a running server. */
class MetricsTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpClient client = HttpClient.newHttpClient();

    private interface Visit {
        void to(Server server) throws IOException, InterruptedException;
    }

    /** A visit to a server where somebody has tried two passwords, of which only one may be tried. */
    private static void visit(Visit visit, String... settings) throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("RATE_LIMIT_LOGIN", "1/1h"), Stream.of(settings))
                .toArray(String[]::new);
        Configuration configuration =
                Configuration.parse(Settings.on(POSTGRES.server().createDatabase(), all));
        try (SallyportSystem system = SallyportSystem.start(configuration, new FakeMailTransport());
                Server server = Server.start(configuration, system, List.of());
                ApiClient api = new ApiClient(URI.create(server.url()).getPort())) {
            for (int i = 0; i < 2; i++) {
                api.post("/api/v1/auth/login", """
                        {"email": "ada@example.com", "password": "not the password"}""");
            }
            visit.to(server);
        }
    }

    private HttpResponse<String> metrics(int port, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static int port(Server server) {
        return server.managementPort().orElseThrow();
    }

    @Test
    void showsDecisionsByLimitAndWhatTheProcessNeeds() throws Exception {
        visit(server -> {
            HttpResponse<String> answer = metrics(port(server));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains(PROMETHEUS);
            assertThat(answer.body().lines())
                    .contains(
                            "# TYPE sallyport_rate_limit_decisions_total counter",
                            "sallyport_rate_limit_decisions_total{decision=\"allowed\",limit=\"login\"} 1.0",
                            "sallyport_rate_limit_decisions_total{decision=\"limited\",limit=\"login\"} 1.0",
                            "sallyport_rate_limit_decisions_total{decision=\"allowed\",limit=\"login-per-ip\"} 1.0");
            assertThat(answer.body())
                    .contains("jvm_memory_used_bytes{", "jvm_threads_live_threads ", "process_uptime_seconds ")
                    .contains("process_cpu_usage ", "jvm_gc_")
                    .doesNotContain("rate_limit_store", "fallback")
                    .doesNotContain("ada@", "127.0.0.1");
        });
    }

    @Test
    void showsHowTheStoreOfBudgetsDoes() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            visit(
                    server -> await().untilAsserted(
                                    () -> assertThat(metrics(port(server)).body())
                                            .contains(
                                                    "# TYPE sallyport_rate_limit_store_seconds histogram",
                                                    "sallyport_rate_limit_store_seconds_bucket{le=\"0.001\"} ",
                                                    "sallyport_rate_limit_store_seconds_bucket{le=\"0.04\"} ",
                                                    "sallyport_rate_limit_store_failures_total ",
                                                    "sallyport_rate_limit_fallback 0.0",
                                                    "sallyport_rate_limit_fallback_changes_total{to=\"fallback\"} ",
                                                    "sallyport_rate_limit_fallback_changes_total{to=\"store\"} ")),
                    "RATE_LIMIT_STORE",
                    "redis",
                    "REDIS_URL",
                    redis.url());
        }
    }

    @Test
    void speaksOpenMetricsIfAskedTo() throws Exception {
        visit(server -> {
            HttpResponse<String> open =
                    metrics(port(server), "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
            HttpResponse<String> buffers = metrics(
                    port(server),
                    "Accept",
                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");

            assertThat(open.headers().firstValue("Content-Type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(open.body()).endsWith("# EOF\n");
            assertThat(buffers.headers().firstValue("Content-Type")).contains(PROMETHEUS);
        });
    }

    @Test
    void isNotThereForThoseWhoReachTheApi() throws Exception {
        visit(server -> {
            HttpResponse<String> answer = metrics(URI.create(server.url()).getPort());

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("sallyport_");
        });
    }
}
