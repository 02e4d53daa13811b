package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody gets what is kept of them, all of it and nothing of anybody else's. */
@DisplayName("Export of personal data: ASVS 8.2.2, 14.2.6, 15.4; GDPR art. 15, 20")
final class ExportTest {
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static RoundTripCounter counter;
    private static RunningSystem system;
    private static Guest guest;
    private static Tables tables;

    @BeforeAll
    static void start() {
        counter = RoundTripCounter.before(postgres.settings());
        system = RunningSystem.on(counter.settings());
        guest = system.guest();
        tables = new Tables(postgres.settings());
    }

    @AfterAll
    static void stop() throws IOException {
        system.close();
        counter.close();
    }

    @Test
    void hasEverythingThatIsKeptOfThemAndNothingOfOthers() {
        String email = "ada@example.com";
        ApiAnswer others = guest.signUp("somebody-else@example.com");
        ApiAnswer tokens = guest.with(FIREFOX).signUp(email);
        String accessToken = tokens.text("accessToken");
        guest.changeMe(accessToken, Guest.json("displayName", "Ada Lovelace"));
        guest.login(email, "not her password");
        guest.changeEmail(accessToken, "countess@example.com", Guest.PASSWORD);

        ApiAnswer export = guest.export(accessToken);

        assertThat(export.outcome()).isEqualTo("200");
        assertThat(export.header("Cache-Control")).contains("no-store");
        JsonNode data = export.json();
        JsonNode me = guest.me(accessToken).json();
        assertThat(data.get("user")).isEqualTo(me);
        assertThat(data.at("/user/displayName").asText()).isEqualTo("Ada Lovelace");
        assertThat(data.get("requestedEmail").asText()).isEqualTo("countess@example.com");
        assertThat(data.at("/sessions").findValuesAsText("id")).containsExactly(tokens.text("sessionId"));
        assertThat(data.at("/devices").findValuesAsText("name")).containsExactly("Firefox on Windows");
        assertThat(data.at("/activity").findValuesAsText("id"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        tables.values("""
                        SELECT id FROM audit_events
                        WHERE user_id = '%1$s' OR details ->> 'registrationId' IN (
                            SELECT details ->> 'registrationId' FROM audit_events WHERE user_id = '%1$s')
                        """.formatted(me.get("id").asText())));
        assertThat(data.at("/activity").findValuesAsText("type")).contains("registration.started");
        assertThat(export.body())
                .doesNotContain(
                        "somebody-else",
                        others.text("sessionId"),
                        others.json().at("/user/id").asText());
    }

    // Digests, too: whoever gets hold of an export shall not even know what to look for in a stolen database.
    @Test
    void holdsNoSecret() {
        String email = "secretive@example.com";
        String accessToken = guest.signUp(email).text("accessToken");
        guest.resetToken(email);
        guest.changeEmail(accessToken, "secretive-new@example.com", Guest.PASSWORD);
        guest.mail(email, "email-change-requested");

        String export = guest.export(accessToken).body();

        List<String> kept = tables.values("""
                SELECT password_hash FROM users
                UNION ALL SELECT encode(link_digest, 'hex') FROM password_resets
                UNION ALL SELECT encode(code_digest, 'hex') FROM email_changes
                UNION ALL SELECT encode(link_digest, 'hex') FROM email_change_undos
                UNION ALL SELECT encode(client_digest, 'hex') FROM known_clients""");
        assertThat(kept).hasSizeGreaterThanOrEqualTo(5);
        for (String secret : kept) {
            assertThat(export).doesNotContain(secret);
            if (!secret.startsWith("$")) {
                byte[] digest = HexFormat.of().parseHex(secret);
                assertThat(export).doesNotContain(Forgery.base64(digest));
            }
        }
        assertThat(export).doesNotContain("$argon2", "digest", accessToken, Guest.PASSWORD);
    }

    @Test
    void aSessionThatIsOverGetsNothing() {
        ApiAnswer tokens = guest.signUp("signed-out@example.com");
        guest.logout(tokens.text("refreshToken"));

        ApiAnswer refused = guest.export(tokens.text("accessToken"));

        assertThat(refused.outcome()).isEqualTo("401 invalid-access-token");
        assertThat(refused.body()).doesNotContain("signed-out@example.com");
    }

    // ASVS 15.4: whoever reads slowly makes the server wait, not remember. Were all of it read before any is sent, the
    // last page would have
    // been fetched when the first byte arrives.
    @Test
    void howeverMuchItIsTheServerReadsNoFurtherThanItsReader() throws IOException, InterruptedException {
        int events = 60_000;
        ApiAnswer tokens = guest.signUp("busy@example.com");
        String user = tokens.json().at("/user/id").asText();
        tables.execute("""
                INSERT INTO audit_events (id, occurred_at, type, user_id, details, client_address, user_agent)
                SELECT gen_random_uuid(), now() - make_interval(secs => n), 'sign-in.refused', '%s',
                    jsonb_build_object('reason', 'wrong-password'), '192.0.2.1', repeat('A very long user agent. ', 20)
                FROM generate_series(1, %d) n""".formatted(user, events));
        tables.execute("ANALYZE audit_events");
        tables.awaitAllMailSettled();
        int pages = events / 500;
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + system.port() + "/api/v1/me/export"))
                .header("Authorization", "Bearer " + tokens.text("accessToken"))
                .build();

        int before = counter.soFar();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] beginning = body.readNBytes(1000);
                int roundTripsSoFar = counter.soFar() - before;
                byte[] rest = body.readAllBytes();

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("Content-Length")).isEmpty();
                assertThat(roundTripsSoFar).isLessThan(pages);
                assertThat(counter.soFar() - before).isGreaterThan(pages);
                byte[] all = new byte[beginning.length + rest.length];
                System.arraycopy(beginning, 0, all, 0, beginning.length);
                System.arraycopy(rest, 0, all, beginning.length, rest.length);
                JsonNode data = new ObjectMapper().readTree(all);
                assertThat(data.get("activity")).hasSizeGreaterThan(events);
                assertThat(all.length).isGreaterThan(20_000_000);
            }
        }
    }
}
