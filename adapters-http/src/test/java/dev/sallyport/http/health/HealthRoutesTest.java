package dev.sallyport.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
    private record Check(String name, BooleanSupplier answer) implements HealthCheck {
        @Override
        public boolean isHealthy() {
            return answer.getAsBoolean();
        }
    }

    @Test
    void isReadyOnBothPortsWhileEverythingIsThere() {
        AtomicBoolean up = new AtomicBoolean(true);
        try (TestServer server = start(new Check("database", up::get));
                ApiClient management =
                        new ApiClient(server.server().managementPort().orElseThrow())) {
            for (ApiClient client : List.of(server.api(), management)) {
                up.set(true);
                ApiAnswer ready = client.get("/health/ready");
                assertThat(ready.status()).isEqualTo(200);
                assertThat(ready.body()).isEqualTo("{\"status\":\"ready\",\"dependencies\":{\"database\":\"up\"}}");

                up.set(false);
                ApiAnswer unavailable = client.get("/health/ready");
                assertThat(unavailable.status()).isEqualTo(503);
                assertThat(unavailable.body())
                        .isEqualTo("{\"status\":\"unavailable\",\"dependencies\":{\"database\":\"down\"}}");
                assertThat(client.get("/health/live").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void takesNoAnswerForNoAndTellsNothingOfTheCause() {
        CountDownLatch never = new CountDownLatch(1);
        Check hanging = new Check("database", () -> {
            try {
                never.await();
                return true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
        Check failing = new Check("redis", () -> {
            throw new IllegalStateException("password of redis is hunter2");
        });
        try (TestServer server = start(hanging, failing, new Check("disk", () -> true))) {
            ApiAnswer answer = server.get("/health/ready");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body())
                    .isEqualTo("{\"status\":\"unavailable\","
                            + "\"dependencies\":{\"database\":\"down\",\"redis\":\"down\",\"disk\":\"up\"}}");
        }
    }

    private record Convenience(String name, BooleanSupplier answer) implements HealthCheck {
        @Override
        public boolean isHealthy() {
            return answer.getAsBoolean();
        }

        @Override
        public boolean isRequired() {
            return false;
        }
    }

    @Test
    void isReadyWithoutWhatItCanDoWithoutAndShowsIt() {
        AtomicBoolean database = new AtomicBoolean(true);
        try (TestServer server = start(new Check("database", database::get), new Convenience("redis", () -> false))) {
            ApiAnswer ready = server.get("/health/ready");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.body())
                    .isEqualTo("{\"status\":\"ready\",\"dependencies\":{\"database\":\"up\",\"redis\":\"down\"}}");

            database.set(false);
            assertThat(server.get("/health/ready").status()).isEqualTo(503);
        }
    }

    @Test
    void theManagementPortServesNothingElse() throws Exception {
        try (TestServer server = start();
                HttpClient management = HttpClient.newHttpClient()) {
            URI login = URI.create("http://127.0.0.1:%d/api/v1/auth/login"
                    .formatted(server.server().managementPort().orElseThrow()));
            HttpRequest request = HttpRequest.newBuilder(login)
                    .POST(BodyPublishers.ofString("{}"))
                    .build();

            assertThat(management.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(404);
        }
    }

    private static TestServer start(HealthCheck... checks) {
        Fakes fakes = new Fakes();
        return TestServer.start(fakes, fakes.sallyport(), TestServer.SETTINGS, List.of(checks), List.of());
    }
}
