package dev.sallyport.bootstrap.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever deletes their account is forgotten: at once, or after a grace within which nobody can use it. */
@DisplayName("Deletion of accounts: ASVS 7.4.2, 7.5.1, 8.4.2, 14.2.7; GDPR art. 17")
final class AccountDeletionTest {
    private static final String REFUSED = "401 invalid-credentials";
    private static final String SIGNED_OUT = "401 invalid-access-token";
    private static final Duration GRACE = Duration.ofDays(30);
    private static final Duration INSTANT = Duration.ofMillis(1);

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final DatabaseSettings database = postgres.server().createDatabase();
    private final Tables tables = new Tables(database);

    // Their browser is one that nobody else has, so that every trace of it is one of them.
    @Test
    void leavesNothingThatTellsWhoItWas() {
        String address = "canary-person@example.com";
        String browser = "CanaryBrowser/7.3 (Windows NT 10.0; Win64; x64) Firefox/140.0";
        try (RunningSystem system = RunningSystem.on(database)) {
            Guest guest = system.guest().with(browser);
            ApiAnswer tokens = liveThroughEverything(guest, address);
            String user = tokens.json().at("/user/id").asText();
            List<String> canaries =
                    List.of("canary", "firefox", "127.0.0.1", tables.value("SELECT password_hash FROM users"));
            tables.awaitAllMailSettled();
            assertThat(tables.all()).as("before").anyMatch(row -> holds(row, canaries.getFirst()));
            guest.forgot(address);

            assertThat(guest.deleteMe(tokens.text("accessToken"), Guest.PASSWORD)
                            .outcome())
                    .isEqualTo("204");

            tables.awaitAllMailSettled();
            assertThat(system.inbox().to(address, "account-deleted")).hasSize(1);
            for (String canary : canaries) {
                assertThat(tables.all()).as(canary).noneMatch(row -> holds(row, canary));
            }
            // What happened is left, and whoever was revoked is still shut out; both name nobody.
            assertThat(tables.all().stream().filter(row -> row.contains(user)))
                    .isNotEmpty()
                    .allMatch(row -> row.startsWith("audit_events ") || row.startsWith("revocations "));
            assertThat(tables.values("SELECT type FROM audit_events WHERE user_id = '" + user + "'"))
                    .contains("account.created", "password.changed", "sign-in.refused", "account.deleted");

            assertThat(guest.me(tokens.text("accessToken")).outcome()).isEqualTo(SIGNED_OUT);
            assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
            assertThat(guest.login(address, Guest.PASSWORD).outcome()).isEqualTo(REFUSED);
        }
    }

    /** Whatever leaves traces. The last tokens are good. */
    private static ApiAnswer liveThroughEverything(Guest guest, String address) {
        ApiAnswer registered = guest.send(ApiRequest.post("/api/v1/auth/register")
                .json(Guest.json("email", address, "password", Guest.PASSWORD, "displayName", "Canary Display Name")));
        guest.resend(registered.text("registrationId"));
        String link = Inbox.token(guest.mail(address, "verify-address", 2));
        guest.verifyByLink(link, "not the password that it was");
        guest.verifyByLink(link, Guest.PASSWORD);
        guest.register(address, Guest.PASSWORD);
        guest.login(address, "not the password at all");
        guest.with("CanaryPhone/1.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Safari/604.1")
                .login(address, Guest.PASSWORD);
        ApiAnswer stolen = guest.login(address, Guest.PASSWORD);
        ApiAnswer second = guest.refresh(stolen.text("refreshToken"));
        guest.refresh(second.text("refreshToken"));
        guest.refresh(stolen.text("refreshToken"));
        ApiAnswer tokens = guest.login(address, Guest.PASSWORD);
        String accessToken = tokens.text("accessToken");
        guest.changeMe(accessToken, Guest.json("displayName", "Canary Other Name"));
        String code = guest.emailCode(accessToken, "canary-moved@example.com");
        guest.confirmEmail(accessToken, code);
        guest.undoEmail(Inbox.token(guest.mail(address, "email-changed")));
        guest.reset(Inbox.token(guest.mail(address, "email-change-undone")), "canary of another password");
        ApiAnswer again = guest.login(address, "canary of another password");
        guest.changePassword(again.text("accessToken"), "not the password", Guest.PASSWORD);
        guest.changePassword(again.text("accessToken"), "canary of another password", Guest.PASSWORD);
        guest.changeEmail(again.text("accessToken"), "canary-wanted@example.com", Guest.PASSWORD);
        guest.resetToken(address);
        guest.export(again.text("accessToken"));
        return again;
    }

    private static boolean holds(String row, String canary) {
        String shown = row.toLowerCase(Locale.ROOT);
        String wanted = canary.toLowerCase(Locale.ROOT);
        return shown.contains(wanted) || shown.contains(HexFormat.of().formatHex(wanted.getBytes(UTF_8)));
    }

    // ASVS 7.5.1.
    @Test
    void takesThePassword() {
        try (SteeredSystem system = at("0")) {
            Guest guest = system.guest();
            String accessToken = guest.signUp("careful@example.com").text("accessToken");

            assertThat(guest.deleteMe(accessToken, "not the password").outcome())
                    .isEqualTo(REFUSED);

            assertThat(guest.me(accessToken).outcome()).isEqualTo("200");
        }
    }

    @Test
    void theAddressCanBeRegisteredAgainAsSomebodyElses() {
        try (SteeredSystem system = at("0")) {
            Guest guest = system.guest();
            ApiAnswer first = guest.signUp("again@example.com");
            guest.deleteMe(first.text("accessToken"), Guest.PASSWORD);

            guest.register("again@example.com", Guest.PASSWORD);
            String link = Inbox.token(guest.mail("again@example.com", "verify-address", 2));
            ApiAnswer second = guest.verifyByLink(link, Guest.PASSWORD);

            assertThat(second.outcome()).isEqualTo("200");
            assertThat(second.json().at("/user/id")).isNotEqualTo(first.json().at("/user/id"));
            assertThat(guest.me(first.text("accessToken")).outcome()).isEqualTo(SIGNED_OUT);
            assertThat(guest.refresh(first.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        }
    }

    @Test
    void withAGraceItIsUnusableAtOnceAndTheLinkKeepsItOnce() {
        try (SteeredSystem system = at("30d")) {
            Guest guest = system.guest();
            String email = "hesitant@example.com";
            ApiAnswer tokens = guest.signUp(email);
            ApiAnswer elsewhere = guest.login(email, Guest.PASSWORD);
            String reset = guest.resetToken(email);

            assertThat(guest.deleteMe(tokens.text("accessToken"), Guest.PASSWORD)
                            .outcome())
                    .isEqualTo("204");

            for (ApiAnswer session : List.of(tokens, elsewhere)) {
                assertThat(guest.me(session.text("accessToken")).outcome()).isEqualTo(SIGNED_OUT);
                assertThat(guest.refresh(session.text("refreshToken")).outcome())
                        .isEqualTo("401 invalid-refresh-token");
            }
            ApiAnswer right = guest.login(email, Guest.PASSWORD);
            assertThat(Answers.seen(right)).isEqualTo(Answers.seen(guest.login(email, "not the password")));
            assertThat(right.outcome()).isEqualTo(REFUSED);
            assertThat(guest.reset(reset, "seven quiet lanterns drift ashore").outcome())
                    .isEqualTo("401 invalid-link");
            system.clock().advance(GRACE.minus(INSTANT));
            system.deleteDueAccounts();

            String keep = Inbox.token(guest.mail(email, "account-deletion-scheduled"));
            List<String> kept =
                    Concurrently.times(10, i -> guest.keepAccount(keep).outcome());

            assertThat(kept).containsOnlyOnce("204").contains("401 invalid-link");
            assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo("200");
            assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
            system.clock().advance(GRACE);
            system.deleteDueAccounts();
            assertThat(tables.count("users WHERE email = '" + email + "'")).isEqualTo(1);
        }
    }

    @Test
    void withAGraceItIsGoneAtTheInstantThatItEnds() {
        try (SteeredSystem system = at("30d")) {
            Guest guest = system.guest();
            String email = "resolute@example.com";
            guest.deleteMe(guest.signUp(email).text("accessToken"), Guest.PASSWORD);
            String keep = Inbox.token(guest.mail(email, "account-deletion-scheduled"));
            system.clock().advance(GRACE);

            assertThat(guest.keepAccount(keep).outcome()).isEqualTo("401 invalid-link");
            system.deleteDueAccounts();

            assertThat(tables.count("users")).isZero();
            assertThat(guest.mail(email, "account-deleted")).isNotNull();
            assertThat(tables.all())
                    .noneMatch(row -> holds(row, email))
                    .filteredOn(row -> row.startsWith("audit_events "))
                    .noneMatch(row -> row.contains("127.0.0.1"));
        }
    }

    // A server that was down when the time came makes up for it when it starts.
    @Test
    void whatBecameDueWhileNoServerRanIsRemovedAtTheStart() {
        try (RunningSystem system = RunningSystem.on(database, "ACCOUNT_DELETION_GRACE", "30d")) {
            Guest guest = system.guest();
            guest.deleteMe(guest.signUp("overdue@example.com").text("accessToken"), Guest.PASSWORD);
        }
        tables.execute("UPDATE account_deletions SET due_at = now()");

        try (RunningSystem restarted = RunningSystem.on(database)) {
            assertThat(restarted.inbox().await("overdue@example.com", "account-deleted", 1))
                    .hasSize(1);
            assertThat(tables.count("users")).isZero();
        }
    }

    // ASVS 8.4.2.
    @Test
    void theLastAdministratorStays() {
        try (SteeredSystem system = at("0")) {
            Guest guest = system.guest();
            String accessToken = administrator(guest, "admin@example.com");
            guest.signUp("nobody-special@example.com");

            assertThat(guest.deleteMe(accessToken, Guest.PASSWORD).outcome()).isEqualTo("409 last-administrator");

            assertThat(guest.me(accessToken).outcome()).isEqualTo("200");
        }
    }

    @Test
    void ofTwoAdministratorsWhoLeaveAtOnceOneStays() {
        for (String grace : List.of("0", "30d")) {
            try (SteeredSystem system = at(grace)) {
                Guest guest = system.guest();
                for (int round = 0; round < 10; round++) {
                    tables.execute("DELETE FROM user_roles WHERE role = 'admin'");
                    String one = administrator(guest, "one-" + round + "-after-" + grace + "@example.com");
                    String other = administrator(guest, "other-" + round + "-after-" + grace + "@example.com");

                    List<String> outcomes = Concurrently.times(
                            2,
                            i -> guest.deleteMe(i == 0 ? one : other, Guest.PASSWORD)
                                    .outcome());

                    assertThat(outcomes).containsExactlyInAnyOrder("204", "409 last-administrator");
                    assertThat(tables.count("user_roles r JOIN users u ON u.id = r.user_id"
                                    + " WHERE r.role = 'admin' AND u.status = 'active'"))
                            .isEqualTo(1);
                }
            }
        }
    }

    /** The access token of somebody who is one. */
    private String administrator(Guest guest, String email) {
        guest.signUp(email);
        tables.execute(
                "INSERT INTO user_roles (user_id, role) SELECT id, 'admin' FROM users WHERE email = '" + email + "'");
        return guest.login(email, Guest.PASSWORD).text("accessToken");
    }

    private SteeredSystem at(String grace) {
        return SteeredSystem.on(database, new FakePasswordHasher(), "ACCOUNT_DELETION_GRACE", grace);
    }
}
