package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.background.LogLines;
import dev.sallyport.bootstrap.background.Outage;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.ReplicatedPostgres;
import dev.sallyport.persistence.testing.ReplicatedPostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole server with a replica: what is read there, and what becomes of it without. */
class ReplicaReadsTest {
    @RegisterExtension
    static final ReplicatedPostgresForTests POSTGRES = new ReplicatedPostgresForTests();

    private static final String ADMIN = "admin@example.com";
    private static final String PASSWORD = "correct horse battery staple";
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final ReplicatedPostgres postgres = POSTGRES.get();
    private final DatabaseSettings primary = postgres.createDatabase();
    private SallyportSystem system;
    private Server server;
    private ApiClient client;

    private Map<String, String> environment(DatabaseSettings replica) {
        return Settings.on(
                primary,
                "DATABASE_REPLICA_URL",
                replica.jdbcUrl(),
                // So that a standby that is held back is read from all the same.
                "DATABASE_REPLICA_MAX_LAG",
                "10m");
    }

    @BeforeEach
    void start() {
        Configuration configuration = Configuration.parse(environment(postgres.replicaOf(primary)));
        system = SallyportSystem.start(configuration, new FakeMailTransport());
        server = Server.start(configuration, system, List.of());
        client = new ApiClient(URI.create(server.url()).getPort());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        system.close();
    }

    private String administrator() {
        system.sallyport()
                .createAdministrator()
                .handle(new CreateAdministrator.Command(
                        EmailAddress.of(ADMIN), Password.of(PASSWORD), null, LanguageTag.of("en")));
        return client.post("/api/v1/auth/login", """
                {"email": "%s", "password": "%s"}""".formatted(ADMIN, PASSWORD)).text("accessToken");
    }

    private void awaitReplica(String state) {
        await().atMost(RECOVERY).untilAsserted(() -> {
            ApiAnswer health = client.get("/health/ready");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().at("/dependencies/replica").asText()).isEqualTo(state);
        });
    }

    private List<String> users(String token) {
        ApiAnswer page = client.send(ApiRequest.get("/api/v1/admin/users").bearer(token));
        assertThat(page.status()).isEqualTo(200);
        return page.json().at("/items").findValuesAsText("email");
    }

    @Test
    void readsListsThereWhileItCanAndHereWhileItCannot() {
        try (LogLines log = LogLines.of(Outage.class)) {
            String token = administrator();
            postgres.awaitReplay();
            awaitReplica("up");
            await().untilAsserted(() -> assertThat(users(token)).containsExactly(ADMIN));
            postgres.holdBack();
            add("ada@example.com");

            assertThat(users(token)).containsExactly(ADMIN);

            postgres.letGo();
            await().untilAsserted(() -> assertThat(users(token)).hasSize(2));

            postgres.stopReplica();
            add("bob@example.com");
            assertThat(users(token)).hasSize(3);
            awaitReplica("down");
            assertThat(users(token)).hasSize(3);

            postgres.startReplica();
            awaitReplica("up");
            await().untilAsserted(() -> assertThat(log.all())
                    .hasSize(2)
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith(
                                            "WARN reading lists from the replica does not work: it cannot be reached ("),
                            line -> assertThat(line).isEqualTo("INFO reading lists from the replica works again")));
        }
    }

    private void add(String email) {
        Sql.execute(primary, """
                INSERT INTO users (id, email, password_hash, locale, status, two_factor_enabled, created_at)
                VALUES (gen_random_uuid(), '%s', '$', 'en', 'active', false, now())""".formatted(email));
    }

    @Test
    void startsWithoutItAndUsesItWhenItComes() {
        postgres.stopReplica();
        Configuration configuration = Configuration.parse(environment(postgres.replicaOf(primary)));
        try (SallyportSystem lonely = SallyportSystem.start(configuration, new FakeMailTransport())) {
            assertThat(lonely.replicaUse().orElseThrow().getAsBoolean()).isFalse();

            postgres.startReplica();

            await().atMost(RECOVERY)
                    .until(() -> lonely.replicaUse().orElseThrow().getAsBoolean());
        }
    }
}
