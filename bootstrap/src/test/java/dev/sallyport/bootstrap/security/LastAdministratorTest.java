package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twenty administrators who all leave at the same moment, each by one of three instances. */
@DisplayName("The last administrator: ASVS 8.4.2")
final class LastAdministratorTest {
    private static final int MANY = 20;

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final Tables tables = new Tables(postgres.settings());

    @Test
    @Timeout(120)
    void staysWhoeverElseTakesTheRoleFromThemselvesAtTheSameMoment() {
        Inbox inbox = new Inbox();
        List<RunningSystem> instances = Stream.generate(() -> RunningSystem.on(postgres.settings(), inbox))
                .limit(3)
                .toList();
        try {
            Guest first = instances.getFirst().guest();
            first.signUp("admin0@example.com");
            makeTwentyAdministrators();
            List<ApiRequest> leaving =
                    IntStream.range(0, MANY).mapToObj(i -> leaving(first, i)).toList();

            List<String> answers = Concurrently.times(
                    MANY, i -> instances.get(i % 3).guest().send(leaving.get(i)).outcome());

            assertThat(answers).containsOnly("204", "409 last-administrator");
            assertThat(answers).filteredOn("204"::equals).hasSize(MANY - 1);
            assertThat(tables.count("user_roles WHERE role = 'admin'")).isEqualTo(1);
        } finally {
            instances.forEach(RunningSystem::close);
        }
    }

    /** Of the one who has signed up: they all have the same password. */
    private void makeTwentyAdministrators() {
        tables.execute("INSERT INTO users (id, email, password_hash, locale, status, two_factor_enabled, created_at)"
                + " SELECT gen_random_uuid(), 'admin' || i || '@example.com', password_hash, locale, status,"
                + " two_factor_enabled, created_at FROM users, generate_series(1, " + (MANY - 1) + ") AS i");
        tables.execute("INSERT INTO user_roles SELECT id, 'admin' FROM users");
    }

    private static ApiRequest leaving(Guest guest, int number) {
        var signedIn = guest.login("admin" + number + "@example.com", Guest.PASSWORD);
        String id = signedIn.json().at("/user/id").asText();
        return ApiRequest.of("DELETE", "/api/v1/admin/users/" + id + "/roles/admin")
                .bearer(signedIn.text("accessToken"));
    }
}
