package dev.sallyport.bootstrap.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.RefreshCookies;
import dev.sallyport.persistence.testing.DatabaseProxy;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets go through everything that the server does, well and badly; then they are looked for wherever they should not be. */
@DisplayName("Secrets never leak: ASVS 14.2.1, 16.2.5, 11.4.2, 6.5.2")
final class SecretsNeverLeakTest {
    private static final String ADDRESS = "canary-owner@example.com";
    private static final String PASSWORD = "canary pässphrase 7f3a91";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final Tables tables = new Tables(postgres.settings());
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> dumps = new ArrayList<>();

    @Test
    void neitherInTheLogNorInAnyTable() throws IOException {
        try (DatabaseProxy wire = DatabaseProxy.before(postgres.settings());
                CapturedLogs logs = CapturedLogs.startWithRootAtTrace()) {
            try (RunningSystem system = RunningSystem.on(wire.settings(), "ACCOUNT_DELETION_GRACE", "30d")) {
                secret("password", PASSWORD);
                secret("master key", RunningSystem.MASTER_KEY);
                String id = registerWhileMailWaits(system);
                proveAndSignIn(system, id);
                changeEverything(system);
                haveASecondFactor(system);
                failInEveryWay(system);
                loseTheDatabase(system, wire);
                tables.awaitAllMailSettled();
                dump();
            }

            assertThat(logs.text())
                    .contains("database is unavailable", "a request failed", "does not work")
                    .doesNotContain(ADDRESS);
            secrets.forEach((what, secret) -> {
                assertThat(logs.text().contains(secret))
                        .as(what + " in the log")
                        .isFalse();
                assertThat(dumps).as(what + " in a table").noneMatch(row -> holds(row, secret));
            });
            assertThat(secrets).hasSizeGreaterThan(60);
        }
    }

    /** The mail stays in the outbox for a while, so that it can be looked for there. */
    private String registerWhileMailWaits(RunningSystem system) {
        system.inbox().close();
        system.api().post("/api/v1/auth/password/check", """
                {"password": "%s", "email": "%s"}""".formatted(PASSWORD, ADDRESS));
        String id = system.guest().register(ADDRESS, PASSWORD).text("registrationId");
        Awaitility.await().until(() -> tables.count("mail_outbox WHERE last_error IS NOT NULL") == 1);
        dump();
        assertThat(tables.count("mail_outbox WHERE sealed IS NOT NULL")).isEqualTo(1);
        system.inbox().open();
        tables.execute("UPDATE mail_outbox SET due_at = now()");
        keep(system.guest().mails(ADDRESS, 1).getFirst());
        return id;
    }

    private void proveAndSignIn(RunningSystem system, String id) {
        Guest guest = system.guest();
        guest.resend(id);
        Mail second = guest.mails(ADDRESS, 2).get(1);
        keep(second);
        guest.verifyByCode(id, secrets.get("code 1"));
        guest.verifyByLink(Inbox.token(second), secret("wrong link password", "canary wrong link passphrase"));
        ApiAnswer first = tokens(guest.verifyByLink(Inbox.token(second), PASSWORD));
        guest.verifyByCode(id, Inbox.code(second));
        ApiAnswer refreshed = tokens(guest.refresh(first.text("refreshToken")));
        ApiAnswer again = tokens(guest.refresh(refreshed.text("refreshToken")));
        guest.me(again.text("accessToken"));
        guest.changeMe(again.text("accessToken"), Guest.json("displayName", "Ada"));
        guest.refresh(first.text("refreshToken"));
        guest.me(again.text("accessToken"));
        ApiAnswer signedIn = tokens(guest.login(ADDRESS, PASSWORD));
        guest.logout(signedIn.text("refreshToken"));
        guest.logoutByBearer(tokens(guest.login(ADDRESS, PASSWORD)).text("accessToken"));
        String cookie = cookie(guest.loginForCookie(ADDRESS, PASSWORD));
        guest.logoutByCookie(cookie(guest.refreshByCookie(cookie)));
        guest.register(ADDRESS, PASSWORD);
        guest.mails(ADDRESS, 3);
    }

    /** Somebody else, in whose life a lot happens; what is waiting is looked at in between. */
    private void changeEverything(RunningSystem system) {
        Guest guest = system.guest();
        String email = "canary-mover@example.com";
        String moved = "canary-moved@example.com";
        String second = secret("second password", "canary second passphrase 41c");
        String third = secret("third password", "canary third passphrase 9e2");
        String fourth = secret("fourth password", "canary fourth passphrase 5d0");
        guest.register(email, PASSWORD);
        Mail first = guest.mail(email, "verify-address");
        keep(first);
        tokens(guest.verifyByLink(Inbox.token(first), PASSWORD));

        guest.forgot(email);
        Mail reset = keepLink(guest.mail(email, "reset-password"));
        dump();
        guest.reset(Inbox.token(reset), secret("refused password", "canary short 2"));
        assertThat(guest.reset(Inbox.token(reset), second).outcome()).isEqualTo("204");
        guest.reset(Inbox.token(reset), third);
        String accessToken = tokens(guest.login(email, second)).text("accessToken");
        guest.changePassword(accessToken, secret("wrong current password", "canary wrong current passphrase"), third);
        assertThat(guest.changePassword(accessToken, second, third).outcome()).isEqualTo("204");

        guest.changeEmail(accessToken, moved, secret("wrong password for a move", "canary wrong moving passphrase"));
        guest.changeEmail(accessToken, moved, third);
        Mail code = guest.mail(moved, "confirm-new-address");
        secret("new address's code", Inbox.code(code));
        secret("new address's mail", code.content().text());
        keepLink(guest.mail(email, "email-change-requested"));
        dump();
        assertThat(guest.confirmEmail(accessToken, Inbox.code(code)).outcome()).isEqualTo("200");
        guest.confirmEmail(accessToken, Inbox.code(code));
        Mail undo = keepLink(guest.mail(email, "email-changed"));
        dump();
        assertThat(guest.undoEmail(Inbox.token(undo)).outcome()).isEqualTo("204");
        guest.undoEmail(Inbox.token(undo));
        Mail undone = keepLink(guest.mail(email, "email-change-undone"));
        assertThat(guest.reset(Inbox.token(undone), fourth).outcome()).isEqualTo("204");

        ApiAnswer tokens = tokens(guest.login(email, fourth));
        guest.export(tokens.text("accessToken"));
        guest.deleteMe(
                tokens.text("accessToken"), secret("wrong password for the end", "canary wrong last passphrase"));
        assertThat(guest.deleteMe(tokens.text("accessToken"), fourth).outcome()).isEqualTo("204");
        Mail kept = keepLink(guest.mail(email, "account-deletion-scheduled"));
        dump();
        assertThat(guest.keepAccount(Inbox.token(kept)).outcome()).isEqualTo("204");
        guest.keepAccount(Inbox.token(kept));
        guest.reset(secret("forged reset link", "canary-forged-reset-link-" + "B".repeat(18)), PASSWORD);
        guest.undoEmail(secret("forged undo link", "canary-forged-undo-link--" + "B".repeat(18)));
        guest.keepAccount(secret("forged keep link", "canary-forged-keep-link--" + "B".repeat(18)));
        tables.awaitAllMailSettled();
        dump();
    }

    /** Codes of an authenticator are not looked for: six digits are somewhere by chance. */
    private void haveASecondFactor(RunningSystem system) {
        Guest guest = system.guest();
        String email = "canary-factor@example.com";
        guest.register(email, PASSWORD);
        Mail first = guest.mail(email, "verify-address");
        keep(first);
        String accessToken =
                tokens(guest.verifyByLink(Inbox.token(first), PASSWORD)).text("accessToken");
        MutableClock clock = new MutableClock();
        clock.advance(Duration.between(clock.instant(), Instant.now()));

        ApiAnswer enrolling = guest.enrolTotp(accessToken, "password", PASSWORD);
        AuthenticatorApp app = new AuthenticatorApp(clock, secret("TOTP seed", enrolling.text("secret")));
        secret("key URI", enrolling.text("otpauthUri"));
        secret("QR code", enrolling.text("qrCode"));
        dump();
        guest.confirmTotp(accessToken, app.wrongCode());
        ApiAnswer confirming = guest.confirmTotp(accessToken, app.code());
        assertThat(confirming.outcome()).isEqualTo("200");
        for (JsonNode code : confirming.json().path("recoveryCodes")) {
            secret("recovery code " + secrets.size(), code.asText());
            secret("recovery code in one piece " + secrets.size(), code.asText().replace("-", ""));
            secret(
                    "what is hashed of it " + secrets.size(),
                    code.asText().replace("-", "").substring(4));
        }
        String challenge = secret("challenge", guest.login(email, PASSWORD).text("challenge"));
        dump();
        guest.secondFactor(challenge, "totp", app.wrongCode());
        guest.secondFactor(challenge, "recovery-code", secret("forged recovery code", "0CAN-ARY0-F0RG-ED00"));
        String used = confirming.json().path("recoveryCodes").path(0).asText();
        tokens(guest.secondFactor(challenge, "recovery-code", used));
        guest.secondFactor(challenge, "recovery-code", used);
        guest.me(challenge);
        guest.stepUp(accessToken, "password", PASSWORD, "code", used);
        tables.awaitAllMailSettled();
        dump();
    }

    private Mail keepLink(Mail mail) {
        secret("link of " + mail.kind(), Inbox.token(mail));
        secret("text of " + mail.kind(), mail.content().text());
        return mail;
    }

    private void failInEveryWay(RunningSystem system) {
        Guest guest = system.guest();
        guest.login(ADDRESS, secret("wrong password", "canary wrong passphrase"));
        guest.login("canary-nobody@example.com", secret("stranger's password", "canary nobody's passphrase"));
        guest.register(ADDRESS, secret("short password", "canary short"));
        guest.refresh(secret("forged refresh token", "canary-forged-refresh-token"));
        guest.refreshByCookie(secret("forged cookie", "canary-forged-cookie"));
        guest.me(secret("forged access token", "canary-forged-access-token"));
        guest.me(secret(
                "forged JWT", Forgery.base64("{\"canary\":1}") + "." + Forgery.base64("{\"canary\":2}") + ".AA"));
        guest.verifyByLink(secret("forged link", "canary-forged-link-token-" + "A".repeat(18)), PASSWORD);
        system.api().post("/api/v1/auth/login", "{\"password\": \"" + secret("broken JSON", "canary broken json"));
        // A bug, as far as the server can tell.
        tables.execute("UPDATE users SET password_hash = 'broken'");
        assertThat(guest.login(ADDRESS, PASSWORD).outcome()).isEqualTo("500 internal-error");
    }

    private void loseTheDatabase(RunningSystem system, DatabaseProxy wire) {
        Guest guest = system.guest();
        ApiAnswer signedUp = guest.register("canary-other@example.com", PASSWORD);
        Mail mail = guest.mails("canary-other@example.com", 1).getFirst();
        keep(mail);
        ApiAnswer tokens = tokens(guest.verifyByCode(signedUp.text("registrationId"), Inbox.code(mail)));
        ApiAnswer waiting = guest.register("canary-third@example.com", PASSWORD);
        Mail unused = guest.mails("canary-third@example.com", 1).getFirst();
        keep(unused);
        tables.awaitAllMailSettled();

        List<Supplier<ApiAnswer>> requests = List.of(
                () -> guest.register("canary-late@example.com", PASSWORD),
                () -> guest.resend(waiting.text("registrationId")),
                () -> guest.verifyByCode(waiting.text("registrationId"), Inbox.code(unused)),
                () -> guest.verifyByLink(Inbox.token(unused), PASSWORD),
                () -> guest.login("canary-other@example.com", PASSWORD),
                () -> guest.refresh(tokens.text("refreshToken")),
                () -> guest.me(tokens.text("accessToken")),
                () -> guest.forgot("canary-other@example.com"),
                () -> guest.reset(Inbox.token(unused), PASSWORD),
                () -> guest.changePassword(tokens.text("accessToken"), PASSWORD, "canary of an outage"),
                () -> guest.changeEmail(tokens.text("accessToken"), "canary-later@example.com", PASSWORD),
                () -> guest.confirmEmail(tokens.text("accessToken"), Inbox.code(unused)),
                () -> guest.undoEmail(Inbox.token(unused)),
                () -> guest.keepAccount(Inbox.token(unused)),
                () -> guest.deleteMe(tokens.text("accessToken"), PASSWORD),
                () -> guest.export(tokens.text("accessToken")),
                () -> guest.logout(tokens.text("refreshToken")));

        wire.cut();
        assertThat(Concurrently.times(
                        requests.size(), i -> requests.get(i).get().outcome()))
                .containsOnly("503 service-unavailable");
        wire.restore();
    }

    private ApiAnswer tokens(ApiAnswer answer) {
        assertThat(answer.outcome()).isEqualTo("200");
        int number = secrets.size();
        secret("access token " + number, answer.text("accessToken"));
        secret("signature " + number, answer.text("accessToken").split("\\.", -1)[2]);
        secret("refresh token " + number, answer.text("refreshToken"));
        return answer;
    }

    private String cookie(ApiAnswer answer) {
        return secret("cookie " + secrets.size(), RefreshCookies.value(answer));
    }

    private void keep(Mail mail) {
        long number = secrets.keySet().stream()
                        .filter(what -> what.startsWith("code"))
                        .count()
                + 1;
        secret("code " + number, Inbox.code(mail));
        secret("link token " + number, Inbox.token(mail));
        secret("mail text " + number, mail.content().text());
        secret("subject " + number, mail.content().subject());
    }

    private String secret(String what, String secret) {
        secrets.put(what, secret);
        return secret;
    }

    private void dump() {
        dumps.addAll(tables.all());
    }

    /** As text, or as bytes that are shown in hexadecimal. */
    private static boolean holds(String row, String secret) {
        return row.contains(secret) || row.contains(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
    }
}
