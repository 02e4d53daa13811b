package dev.sallyport.bootstrap.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.security.Guest.Pending;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Input: ASVS 1.3.11, 4.1.3, 15.3.3, 16.4.1, 16.5.1")
final class InputTest {
    private static final String EVIL = "evil.example.net";
    private static final String CANARY = "canary-4f1d9c";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static RunningSystem system;
    private static Guest guest;
    private static Tables tables;

    @BeforeAll
    static void start() {
        system = RunningSystem.on(postgres.settings());
        guest = system.guest();
        tables = new Tables(postgres.settings());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    // ASVS 15.3.3: mass assignment.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"roles\": [\"admin\"]",
                "\"role\": \"admin\"",
                "\"permissions\": [\"users:write\"]",
                "\"status\": \"active\"",
                "\"id\": \"0190a000-0000-7000-8000-000000000000\"",
                "\"userId\": \"0190a000-0000-7000-8000-000000000000\"",
                "\"emailVerified\": true",
                "\"twoFactorEnabled\": true",
                "\"createdAt\": \"2020-01-01T00:00:00Z\"",
                "\"__proto__\": {\"roles\": [\"admin\"]}",
                "\"Roles\": [\"admin\"]",
                "\"user\": {\"roles\": [\"admin\"]}"
            })
    void nothingPrivilegedCanBeSlippedIn(String member) {
        String accessToken = accessToken("assigned@example.com");
        tables.awaitAllMailSettled();
        List<String> before = tables.all();

        assertThat(system.api()
                        .post(
                                "/api/v1/auth/register",
                                "{\"email\": \"new@example.com\", \"password\": \"" + Guest.PASSWORD + "\", " + member
                                        + "}")
                        .outcome())
                .isEqualTo("400 unreadable-body");
        assertThat(guest.changeMe(accessToken, "{\"displayName\": \"Mallory\", " + member + "}")
                        .outcome())
                .isEqualTo("400 unreadable-body");
        assertThat(system.api()
                        .post(
                                "/api/v1/auth/login",
                                "{\"email\": \"assigned@example.com\", \"password\": \"" + Guest.PASSWORD + "\", "
                                        + member + "}")
                        .outcome())
                .isEqualTo("400 unreadable-body");

        assertThat(tables.all()).isEqualTo(before);
    }

    @Test
    void aProofCannotCarryAnythingEither() {
        Pending pending = guest.pending("proof@example.com");

        assertThat(guest.post("verify-email", "registrationId", pending.id(), "code", pending.code(), "email", "x@y.zz")
                        .outcome())
                .isEqualTo("400 unreadable-body");
        assertThat(guest.post(
                                "verify-email",
                                "registrationId",
                                pending.id(),
                                "code",
                                pending.code(),
                                "password",
                                "another password altogether")
                        .outcome())
                .isEqualTo("400 unreadable-body");
        assertThat(guest.verifyByCode(pending.id(), pending.code()).json().at("/user/roles"))
                .hasToString("[\"user\"]");
    }

    // What a caller says about the address of the server is not believed: links in mails would lead to a stranger (ASVS
    // 4.1.3).
    @Test
    void linksAndProblemTypesComeFromThePublicUrlAlone() {
        String headers = "Host: " + EVIL + "\r\nX-Forwarded-Host: " + EVIL + "\r\nX-Forwarded-Proto: http\r\n"
                + "X-Forwarded-For: 198.51.100.7\r\nForwarded: host=" + EVIL + ";for=198.51.100.7\r\n"
                + "X-Original-URL: /evil\r\nX-Real-IP: 198.51.100.7\r\nReferer: https://" + EVIL + "/\r\n"
                + "Origin: https://" + EVIL + "\r\n";

        String accepted = RawHttp.send(
                system.port(),
                "POST /api/v1/auth/register HTTP/1.1",
                headers,
                Guest.json("email", "host@example.com", "password", Guest.PASSWORD));
        String absolute = RawHttp.send(
                system.port(),
                "POST http://" + EVIL + "/api/v1/auth/register HTTP/1.1",
                headers,
                Guest.json("email", "host@example.com", "password", Guest.PASSWORD));
        String refused = RawHttp.send(system.port(), "GET /api/v1/me HTTP/1.1", headers, "");

        assertThat(accepted).startsWith("HTTP/1.1 202");
        assertThat(refused)
                .startsWith("HTTP/1.1 401")
                .contains("\"type\":\"" + RunningSystem.PUBLIC_URL + "/problems/not-signed-in\"");
        assertThat(List.of(accepted, absolute, refused)).noneMatch(answer -> answer.contains(EVIL));
        assertThat(guest.mails("host@example.com", absolute.startsWith("HTTP/1.1 202") ? 2 : 1))
                .allSatisfy(mail -> {
                    assertThat(mail.content().text())
                            .contains(RunningSystem.PUBLIC_URL + "/verify-email#token=")
                            .doesNotContain(EVIL);
                    assertThat(mail.content().html()).doesNotContain(EVIL);
                });
        assertThat(tables.values("SELECT DISTINCT host(client_address) FROM audit_events"))
                .containsExactly("127.0.0.1");
    }

    // ASVS 16.4.1: nothing that a caller sends begins a line of the log.
    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void nobodyWritesTheirOwnLinesIntoTheLog(LogFormat format) {
        String forged = "2026-01-01T00:00:00.000Z INFO  [main] Forged: " + CANARY;
        String email = "log-" + format.name().toLowerCase(Locale.ROOT) + "@example.com";
        guest.signUp(email);
        // Something to log: with such a hash, signing in is a bug.
        tables.execute("UPDATE users SET password_hash = 'broken' WHERE email = '" + email + "'");
        String login = Guest.json("email", email, "password", Guest.PASSWORD);

        try (CapturedLogs logs = CapturedLogs.start(format)) {
            for (String lineBreak :
                    List.of("\r\n ", "\r\n\t", "\n", "\r", "%0d%0a", "\\r\\n", "\u0085", "\u000b", "\u000c")) {
                for (String header :
                        List.of("X-Request-Id", "User-Agent", "Accept-Language", "Authorization", "Origin")) {
                    RawHttp.send(
                            system.port(),
                            "POST /api/v1/auth/login HTTP/1.1",
                            "Host: localhost\r\n" + header + ": x" + lineBreak + forged + "\r\n",
                            login);
                }
                RawHttp.send(
                        system.port(),
                        "GET /api/v1/me" + lineBreak.replace(" ", "%20") + "?q=" + CANARY + " HTTP/1.1",
                        "Host: localhost\r\n",
                        "");
            }
            guest.login(email + "\r\n" + forged, "x\r\n" + forged);
            guest.register("new@example.com", Guest.PASSWORD + "\r\n" + forged);
            system.api()
                    .post(
                            "/api/v1/auth/register",
                            Guest.json(
                                    "email",
                                    "new@example.com",
                                    "password",
                                    Guest.PASSWORD,
                                    "displayName",
                                    "x\r\n" + forged));

            assertThat(logs.text()).contains("a request failed").doesNotContain(CANARY);
            assertThat(logs.lines())
                    .allMatch(format == LogFormat.JSON ? line -> line.startsWith("{") : InputTest::isLogLine);
        }
    }

    private static final Pattern LOG_LINE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\S+ (TRACE|DEBUG|INFO |WARN |ERROR) \\[.*|\\tat .*|\\s*\\.\\.\\. \\d+ .*|Caused by: .*"
                    + "|java\\.lang\\.IllegalArgumentException: .*");

    private static boolean isLogLine(String line) {
        return LOG_LINE.matcher(line).matches();
    }

    // ASVS 1.3.11: mail headers.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "victim@example.com\\r\\nBcc: everybody@example.com",
                "victim@example.com\\nBcc: everybody@example.com",
                "victim@example.com\\u0000",
                "victim@example.com,everybody@example.com",
                "victim@example.com, everybody@example.com",
                "victim@example.com everybody@example.com",
                "Victim <victim@example.com>",
                "victim@example.com@example.net",
                "\\\"victim\\\"@example.com",
                "victim@[127.0.0.1]",
                "v\\u0131ctim@example.com",
                "v\\u017fictim@example.com",
                "victim\\u200b@example.com",
                "victim@example.com\\u2028Bcc: x@example.com"
            })
    void anAddressIsOneAddressOrNone(String escaped) {
        ApiAnswer answer = system.api()
                .post(
                        "/api/v1/auth/register",
                        "{\"email\": \"" + escaped + "\", \"password\": \"" + Guest.PASSWORD + "\"}");

        assertThat(answer.outcome()).isIn("422 invalid-input", "400 unreadable-body");
        assertThat(system.inbox().to("victim@example.com")).isEmpty();
    }

    // U+560A and U+560D end in the bytes of LF and CR: whoever truncates characters makes a header of them.
    @Test
    void aDomainBecomesAsciiAndNothingInItALineBreak() {
        assertThat(guest.register("victim@example\u560a.com\u560d", Guest.PASSWORD)
                        .outcome())
                .isEqualTo("202");

        assertThat(tables.values("SELECT email FROM pending_registrations WHERE email LIKE 'victim@%'"))
                .containsExactly("victim@xn--example-q96l.xn--com-cs5e");
    }

    @Test
    void aDisplayNameIsNeverPartOfAMail() {
        system.api()
                .post(
                        "/api/v1/auth/register",
                        Guest.json(
                                "email",
                                "named@example.com",
                                "password",
                                Guest.PASSWORD,
                                "displayName",
                                "<a href='https://" + EVIL + "'>click</a>"));

        Mail mail = guest.mails("named@example.com", 1).getFirst();
        assertThat(mail.content().subject()
                        + mail.content().text()
                        + mail.content().html())
                .doesNotContain(EVIL);
    }

    // ASVS 16.5.1, 14.2.1: what was submitted does not come back.
    @Test
    void noAnswerRepeatsASecretThatWasRefused() {
        String accessToken = accessToken("echo@example.com");
        String id = guest.pending("echo-pending@example.com").id();

        List<ApiAnswer> refused = List.of(
                guest.register("echo@example.org", CANARY),
                guest.register("echo@example.org", CANARY.repeat(100)),
                guest.register(CANARY, Guest.PASSWORD),
                guest.register("echo@example.org", "echo@example.org " + CANARY),
                guest.login("echo@example.com", CANARY),
                guest.login(CANARY, Guest.PASSWORD),
                guest.refresh(CANARY),
                guest.logout(CANARY),
                guest.me(CANARY),
                guest.logoutByBearer(CANARY),
                guest.resend(CANARY),
                guest.verifyByCode(id, CANARY),
                guest.verifyByCode(CANARY, "12345678"),
                guest.verifyByLink(CANARY, Guest.PASSWORD),
                guest.verifyByLink("A".repeat(43), CANARY),
                guest.changeMe(accessToken, "{\"locale\": \"" + CANARY + "!\"}"),
                guest.changeMe(accessToken, "{\"password\": \"" + CANARY + "\"}"),
                guest.changeMe(accessToken, "{\"displayName\": {\"x\": \"" + CANARY + "\"}}"),
                system.api().post("/api/v1/auth/login", "{\"password\": \"" + CANARY),
                system.api().post("/api/v1/auth/login", "{\"password\": " + CANARY + "}"),
                system.api().post("/api/v1/auth/login", "{\"password\": [\"" + CANARY + "\"], \"email\": 1}"),
                system.api()
                        .post(
                                "/api/v1/auth/login",
                                "{\"password\": \"" + CANARY + "\", \"password\": \"" + CANARY + "\"}"),
                system.api().post("/api/v1/auth/login", "\"" + CANARY + "\""),
                system.api().post("/api/v1/auth/login", "{} " + CANARY),
                guest.send(ApiRequest.post("/api/v1/auth/login")
                        .header("Content-Type", "text/" + CANARY)
                        .body(CANARY.getBytes(UTF_8))),
                guest.send(
                        ApiRequest.post("/api/v1/auth/login?password=" + CANARY).json("{}")),
                guest.send(ApiRequest.get("/api/v1/" + CANARY)),
                guest.send(ApiRequest.get("/api/v1/me").header("X-Request-Id", CANARY + "\u00e9")),
                guest.send(ApiRequest.get("/api/v1/me").header("Authorization", "Basic " + CANARY)),
                guest.send(ApiRequest.get("/api/v1/me").header("Cookie", CANARY + "=" + CANARY)));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.body()).doesNotContain(CANARY);
            assertThat(answer.headers().map().toString()).doesNotContain(CANARY);
        });
    }

    private static String accessToken(String email) {
        if (tables.count("users WHERE email = '" + email + "'") == 0) {
            guest.signUp(email);
        }
        return guest.login(email, Guest.PASSWORD).text("accessToken");
    }
}
