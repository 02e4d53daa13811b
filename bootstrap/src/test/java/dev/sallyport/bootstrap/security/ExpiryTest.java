package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.bootstrap.security.Guest.Pending;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything ends at its time, to the millisecond: the moment of expiry is already too late. */
@DisplayName("Lifetimes: ASVS 6.5.5, 7.3.1, 7.3.2, 9.2.1")
final class ExpiryTest {
    private static final Duration INSTANT = Duration.ofMillis(1);

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final Tables tables = new Tables(postgres.settings());
    private SteeredSystem system;
    private Guest guest;

    @BeforeEach
    void start() {
        system = SteeredSystem.on(
                postgres.settings(),
                new FakePasswordHasher(),
                "EMAIL_CODE_EXPIRATION",
                "10m",
                "PASSWORD_RESET_EXPIRATION",
                "30m",
                "JWT_ACCESS_EXPIRATION",
                "15m",
                "JWT_REFRESH_EXPIRATION",
                "7d",
                "SESSION_MAX_AGE",
                "30d",
                "REFRESH_REUSE_GRACE",
                "10s");
        guest = system.guest();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void aCodeAndItsLinkLiveTenMinutes() {
        Pending inTime = guest.pending("in-time@example.com");
        Pending linkInTime = guest.pending("link-in-time@example.com");
        Pending late = guest.pending("late@example.com");

        system.clock().advance(Duration.ofMinutes(10).minus(INSTANT));
        assertThat(guest.verifyByCode(inTime.id(), inTime.code()).outcome()).isEqualTo("200");
        assertThat(guest.verifyByLink(linkInTime.token(), Guest.PASSWORD).outcome())
                .isEqualTo("200");

        system.clock().advance(INSTANT);
        assertThat(guest.verifyByCode(late.id(), late.code()).outcome()).isEqualTo("401 invalid-code");
        assertThat(guest.verifyByLink(late.token(), Guest.PASSWORD).outcome()).isEqualTo("401 invalid-code");
        assertThat(tables.count("users WHERE email = 'late@example.com'")).isZero();
    }

    @Test
    void aResetLinkLivesThirtyMinutes() {
        guest.signUp("reset-in-time@example.com");
        guest.signUp("reset-late@example.com");
        String inTime = guest.resetToken("reset-in-time@example.com");
        String late = guest.resetToken("reset-late@example.com");

        system.clock().advance(Duration.ofMinutes(30).minus(INSTANT));
        assertThat(guest.reset(inTime, "seven quiet lanterns drift ashore").outcome())
                .isEqualTo("204");

        system.clock().advance(INSTANT);
        assertThat(guest.reset(late, "seven quiet lanterns drift ashore").outcome())
                .isEqualTo("401 invalid-link");
        assertThat(guest.login("reset-late@example.com", Guest.PASSWORD).outcome())
                .isEqualTo("200");
    }

    @Test
    void theCodeForAnotherAddressLivesTenMinutesAndTheRightToUndoItSevenDays() {
        String moves = guest.signUp("moves@example.com").text("accessToken");
        String waits = guest.signUp("waits@example.com").text("accessToken");
        String inTime = guest.emailCode(moves, "moved@example.com");
        String late = guest.emailCode(waits, "waited@example.com");

        system.clock().advance(Duration.ofMinutes(10).minus(INSTANT));
        assertThat(guest.confirmEmail(moves, inTime).outcome()).isEqualTo("200");
        system.clock().advance(INSTANT);
        assertThat(guest.confirmEmail(waits, late).outcome()).isEqualTo("401 invalid-code");

        String early = Inbox.token(guest.mail("moves@example.com", "email-change-requested"));
        String later = Inbox.token(guest.mail("moves@example.com", "email-changed"));
        system.clock().advance(Duration.ofDays(7).minus(INSTANT.multipliedBy(2)));
        assertThat(guest.undoEmail(early).outcome()).as("of the wish").isEqualTo("401 invalid-link");
        system.clock().advance(INSTANT);
        assertThat(guest.undoEmail(later).outcome()).as("at the instant").isEqualTo("401 invalid-link");
        assertThat(guest.login("moved@example.com", Guest.PASSWORD).outcome()).isEqualTo("200");
    }

    @Test
    void theRightToUndoIsGoodUntilThen() {
        String accessToken = guest.signUp("undoes@example.com").text("accessToken");
        guest.confirmEmail(accessToken, guest.emailCode(accessToken, "undone@example.com"));

        system.clock().advance(Duration.ofDays(7).minus(INSTANT));

        assertThat(guest.undoEmail(Inbox.token(guest.mail("undoes@example.com", "email-changed")))
                        .outcome())
                .isEqualTo("204");
    }

    @Test
    void anAccessTokenLivesFifteenMinutes() {
        String accessToken = guest.signUp("access@example.com").text("accessToken");

        system.clock().advance(Duration.ofMinutes(15).minus(INSTANT));
        assertThat(guest.me(accessToken).outcome()).isEqualTo("200");

        system.clock().advance(INSTANT);
        assertThat(guest.me(accessToken).outcome()).isEqualTo("401 invalid-access-token");
    }

    // ASVS 7.3.1: inactivity.
    @Test
    void aSessionThatNobodyRefreshesLivesSevenDays() {
        String inTime = guest.signUp("idle@example.com").text("refreshToken");
        String late = guest.login("idle@example.com", Guest.PASSWORD).text("refreshToken");

        system.clock().advance(Duration.ofDays(7).minus(INSTANT));
        assertThat(guest.refresh(inTime).outcome()).isEqualTo("200");

        system.clock().advance(INSTANT);
        assertThat(guest.refresh(late).outcome()).isEqualTo("401 invalid-refresh-token");
    }

    // ASVS 7.3.2, RFC 9700 §4.14: the absolute age holds however often the session is refreshed.
    @Test
    void noSessionLivesLongerThanThirtyDaysHoweverOftenItIsRefreshed() {
        ApiAnswer tokens = guest.signUp("absolute@example.com");
        for (int day = 0; day < 24; day += 6) {
            system.clock().advance(Duration.ofDays(6));
            tokens = guest.refresh(tokens.text("refreshToken"));
            assertThat(tokens.outcome()).isEqualTo("200");
        }
        assertThat(tokens.json().path("refreshExpiresIn").asLong())
                .isEqualTo(Duration.ofDays(6).toSeconds());

        // In the last minutes the access token is cut short as well.
        system.clock().advance(Duration.ofDays(6).minusMinutes(5));
        tokens = guest.refresh(tokens.text("refreshToken"));
        assertThat(tokens.json().path("expiresIn").asLong())
                .isEqualTo(Duration.ofMinutes(5).toSeconds());

        system.clock().advance(Duration.ofMinutes(5));
        assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(guest.me(tokens.text("accessToken")).outcome()).isEqualTo("401 invalid-access-token");
    }

    // RFC 9700 §4.14.2: two tabs, a lost answer.
    @Test
    void theTokenJustReplacedYieldsTheSameSuccessorForTenSeconds() {
        String first = guest.signUp("grace@example.com").text("refreshToken");
        String second = guest.refresh(first).text("refreshToken");

        system.clock().advance(Duration.ofSeconds(10).minus(INSTANT));
        assertThat(guest.refresh(first).text("refreshToken")).isEqualTo(second);

        // The grace runs from the rotation, so that using it does not lengthen it.
        system.clock().advance(INSTANT);
        assertThat(guest.refresh(first).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(guest.refresh(second).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(tables.count("audit_events a JOIN users u ON u.id = a.user_id"
                        + " WHERE a.type = 'session.refresh-token-reused' AND u.email = 'grace@example.com'"))
                .isEqualTo(1);
    }

    @Test
    void withoutGraceEveryReplayEndsTheSession() {
        try (SteeredSystem strict = SteeredSystem.on(
                postgres.server().createDatabase(), new FakePasswordHasher(), "REFRESH_REUSE_GRACE", "0s")) {
            String first = strict.guest().signUp("strict@example.com").text("refreshToken");
            String second = strict.guest().refresh(first).text("refreshToken");

            assertThat(strict.guest().refresh(first).outcome()).isEqualTo("401 invalid-refresh-token");
            assertThat(strict.guest().refresh(second).outcome()).isEqualTo("401 invalid-refresh-token");
        }
    }
}
