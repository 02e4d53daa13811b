package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two instances on one database: what an administrator does to an account by one of them is so on the other within a second. */
@DisplayName("Accounts in the hands of administrators: ASVS 7.4.2, 8.2.2, 8.3.2")
final class AccountAdministrationTest {
    private static final Duration PROMPT = Duration.ofSeconds(1);
    private static final String SIGNED_OUT = "401 invalid-access-token";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Inbox inbox = new Inbox();
    private static Tables tables;
    private static List<RunningSystem> instances;
    private static Guest guest;
    private static String admin;

    @BeforeAll
    static void start() {
        tables = new Tables(postgres.settings());
        instances = Stream.generate(() -> RunningSystem.on(postgres.settings(), inbox))
                .limit(2)
                .toList();
        guest = instances.getFirst().guest();
        guest.signUp("admin@example.com");
        tables.execute("INSERT INTO user_roles SELECT id, 'admin' FROM users WHERE email = 'admin@example.com'");
        admin = guest.login("admin@example.com", Guest.PASSWORD).text("accessToken");
    }

    @AfterAll
    static void stop() {
        instances.forEach(RunningSystem::close);
    }

    @Test
    void whoeverIsSuspendedIsOutEverywhereWithinASecondAndWhoeverIsReinstatedComesInAtOnce() {
        ApiAnswer ada = guest.signUp("suspended@example.com");
        String path = path(ada);

        assertThat(write(ApiRequest.post(path + "/suspend"))).isEqualTo("204");

        assertThat(untilSignedOutEverywhere(ada)).isLessThan(PROMPT);
        assertThat(guest.refresh(ada.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(guest.login("suspended@example.com", Guest.PASSWORD).outcome())
                .isEqualTo("401 invalid-credentials");

        assertThat(write(ApiRequest.post(path + "/reinstate"))).isEqualTo("204");
        String anew = guest.login("suspended@example.com", Guest.PASSWORD).text("accessToken");
        Awaitility.await().atMost(PROMPT).until(() -> meEverywhere(anew).allMatch("200"::equals));
        assertThat(guest.refresh(ada.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
    }

    @Test
    void whoeverIsSignedOutIsSoEverywhereWithinASecond() {
        ApiAnswer first = guest.signUp("ended@example.com");
        ApiAnswer second = guest.login("ended@example.com", Guest.PASSWORD);

        assertThat(write(ApiRequest.of("DELETE", path(first) + "/sessions/" + second.text("sessionId"))))
                .isEqualTo("204");
        assertThat(untilSignedOutEverywhere(second)).isLessThan(PROMPT);
        assertThat(guest.me(first.text("accessToken")).outcome()).isEqualTo("200");

        assertThat(write(ApiRequest.post(path(first) + "/end-sessions"))).isEqualTo("204");
        assertThat(untilSignedOutEverywhere(first)).isLessThan(PROMPT);
    }

    @Test
    void whoeverIsDeletedIsGoneEverywhereAndTold() {
        ApiAnswer eve = guest.signUp("gone@example.com");
        String id = eve.json().at("/user/id").asText();

        assertThat(write(ApiRequest.of("DELETE", path(eve)).json("{\"reason\": \"Ticket 4711\"}")))
                .isEqualTo("204");

        assertThat(untilSignedOutEverywhere(eve)).isLessThan(PROMPT);
        assertThat(tables.count("users WHERE id = '" + id + "'")).isZero();
        assertThat(tables.value("SELECT details->>'byUserId' FROM audit_events WHERE type = 'account.deleted'"
                        + " AND user_id = '" + id + "' AND client_address IS NOT NULL"))
                .isEqualTo(guest.me(admin).text("id"));
        tables.awaitAllMailSettled();
        assertThat(tables.all()).noneMatch(row -> row.contains("gone@example.com"));
        assertThat(write(ApiRequest.of("DELETE", path(eve)))).isEqualTo("404 not-found");
    }

    /** ASVS 8.2.2: whoever may not change accounts changes none, whosever it is. */
    @Test
    void nobodyElseDoesAnyOfIt() {
        ApiAnswer eve = guest.signUp("eve@example.com");
        ApiAnswer bob = guest.signUp("bob@example.com");

        for (ApiAnswer target : List.of(eve, bob)) {
            for (ApiRequest request : List.of(
                    ApiRequest.patch(path(target)).json("{\"displayName\": \"Eve\"}"),
                    ApiRequest.of("DELETE", path(target)),
                    ApiRequest.post(path(target) + "/suspend"),
                    ApiRequest.post(path(target) + "/password-reset"),
                    ApiRequest.post(path(target) + "/end-sessions"))) {
                assertThat(guest.send(request.bearer(eve.text("accessToken"))).outcome())
                        .isEqualTo("403 forbidden");
            }
        }
    }

    private static String path(ApiAnswer tokens) {
        return "/api/v1/admin/users/" + tokens.json().at("/user/id").asText();
    }

    private static String write(ApiRequest request) {
        return guest.send(request.bearer(admin)).outcome();
    }

    private static Duration untilSignedOutEverywhere(ApiAnswer tokens) {
        long begun = System.nanoTime();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> meEverywhere(tokens.text("accessToken")).allMatch(SIGNED_OUT::equals));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Stream<String> meEverywhere(String accessToken) {
        return instances.stream()
                .map(instance -> instance.guest().me(accessToken).outcome());
    }
}
