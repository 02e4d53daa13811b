package dev.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.http.routing.CannotListen;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private static final String LOGIN = """
            {"email": "ada@example.com", "password": "correct horse battery staple"}""";

    private final Fakes fakes = new Fakes();
    private final SlowHasher hasher = new SlowHasher();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void finishesWhatIsInFlightAndSaysMeanwhileThatItIsStopping() {
        TestServer server = start(Duration.ofSeconds(20));
        try (ApiClient probe = new ApiClient(server.server().managementPort().orElseThrow())) {
            CompletableFuture<ApiAnswer> inFlight = login(server);
            hasher.awaitBegun();
            assertThat(probe.get("/health/ready").status()).isEqualTo(200);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.server()::close, threads);

            await().untilAsserted(() ->
                    assertThat(probe.get("/health/ready").text("status")).isEqualTo("stopping"));
            await().until(() -> !accepts(server.server().port()));
            assertThat(probe.get("/health/ready").status()).isEqualTo(503);
            assertThat(probe.get("/health/live").status()).isEqualTo(200);
            assertThat(inFlight).isNotDone();

            hasher.finish();

            assertThat(inFlight.join().outcome()).isEqualTo("401 invalid-credentials");
            stopped.join();
            assertThat(accepts(server.server().managementPort().orElseThrow())).isFalse();
        }
        server.api().close();
    }

    @Test
    void breaksOffWhatTakesLongerThanTheGrace() {
        TestServer server = start(Duration.ofMillis(100));
        CompletableFuture<ApiAnswer> inFlight = login(server);
        hasher.awaitBegun();

        server.server().close();

        assertThat(inFlight).failsWithin(Duration.ofSeconds(10));
        server.api().close();
    }

    @Test
    void handlesRequestsOnVirtualThreads() {
        try (TestServer server = start(Duration.ofSeconds(20))) {
            hasher.finish();
            login(server).join();

            assertThat(hasher.ranOnAVirtualThread()).isTrue();
        }
    }

    @Test
    void namesThePortThatItCannotOpenAndLeavesNoneOpen() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpSettings settings = settings(taken.getLocalPort(), Duration.ZERO);

            assertThatThrownBy(() -> HttpServer.start(fakes.sallyport(), settings, List.of(), List.of()))
                    .isInstanceOf(CannotListen.class)
                    .hasMessage("cannot listen on 127.0.0.1:%d: Address already in use", taken.getLocalPort());
        }
    }

    private TestServer start(Duration grace) {
        return TestServer.start(fakes, TestServer.withHasher(fakes, hasher), settings(0, grace), List.of(), List.of());
    }

    private static HttpSettings settings(int port, Duration grace) {
        return new HttpSettings(
                TestServer.SETTINGS.host(),
                port,
                0,
                TestServer.SETTINGS.publicUrl(),
                "Sallyport",
                List.of(),
                TestServer.SETTINGS.defaultLocale(),
                grace);
    }

    private CompletableFuture<ApiAnswer> login(TestServer server) {
        return CompletableFuture.supplyAsync(() -> server.post("/api/v1/auth/login", LOGIN), threads);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
