package dev.sallyport.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.Session.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final SessionPolicy POLICY =
            new SessionPolicy(Duration.ofMinutes(15), Duration.ofDays(7), Duration.ofDays(30), GRACE, 50, GRACE);
    private static final Client CLIENT = Client.local();

    private final Session opened = Session.begin(
            new NewSession(
                    new SessionId(new UUID(1, 1)),
                    new UserId(new UUID(2, 2)),
                    PasswordHash.of("$fake$"),
                    Set.of(AuthenticationMethod.PASSWORD),
                    CLIENT),
            NOW,
            POLICY);

    @Test
    void theCurrentGenerationMayBeExchanged() {
        assertThat(opened.standingOf(0, NOW, GRACE)).isEqualTo(Standing.CURRENT);
    }

    @Test
    void theGenerationJustReplacedIsForgivenUntilTheGraceIsOver() {
        Session rotated = opened.rotated(NOW, CLIENT, POLICY);

        assertThat(rotated.standingOf(0, NOW.plus(GRACE).minusNanos(1), GRACE)).isEqualTo(Standing.JUST_REPLACED);
        assertThat(rotated.standingOf(0, NOW.plus(GRACE), GRACE)).isEqualTo(Standing.REPLAYED);
    }

    @Test
    void withoutGraceEveryReplacedGenerationIsReplayed() {
        assertThat(opened.rotated(NOW, CLIENT, POLICY).standingOf(0, NOW, Duration.ZERO))
                .isEqualTo(Standing.REPLAYED);
    }

    @Test
    void withoutGraceATransactionThatBeganBeforeTheRotationSeesAReplayToo() {
        assertThat(opened.rotated(NOW, CLIENT, POLICY).standingOf(0, NOW.minusMillis(1), Duration.ZERO))
                .isEqualTo(Standing.REPLAYED);
    }

    @Test
    void belongsToWhoRefreshedItLast() {
        Client other = new Client(ClientAddress.of("203.0.113.7"), "other");

        assertThat(opened.rotated(NOW, other, POLICY).client()).isEqualTo(other);
    }

    @Test
    void isOverWhenItWasEndedOrElseWhenItExpires() {
        assertThat(opened.overAt()).isEqualTo(opened.expiresAt());
        assertThat(opened.endedAt(NOW.plusSeconds(1)).overAt()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void theGenerationBeforeTheLastIsReplayedEvenWithinTheGrace() {
        Session rotatedTwice = opened.rotated(NOW, CLIENT, POLICY).rotated(NOW, CLIENT, POLICY);

        assertThat(rotatedTwice.standingOf(0, NOW, GRACE)).isEqualTo(Standing.REPLAYED);
    }

    @Test
    void aGenerationThatHasNotBegunIsUnknown() {
        assertThat(opened.standingOf(1, NOW, GRACE)).isEqualTo(Standing.UNKNOWN);
    }

    @Test
    void everythingIsOverOnceTheSessionIs() {
        assertThat(opened.endedAt(NOW).standingOf(0, NOW, GRACE)).isEqualTo(Standing.OVER);
        assertThat(opened.standingOf(0, opened.expiresAt(), GRACE)).isEqualTo(Standing.OVER);
        assertThat(opened.standingOf(0, opened.expiresAt().minusNanos(1), GRACE))
                .isEqualTo(Standing.CURRENT);
    }

    @Test
    void refreshingProlongsTheSessionButNotBeyondItsEnd() {
        Instant late = NOW.plus(Duration.ofDays(25));

        assertThat(opened.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(opened.rotated(NOW.plus(Duration.ofDays(1)), CLIENT, POLICY).expiresAt())
                .isEqualTo(NOW.plus(Duration.ofDays(8)));
        assertThat(opened.rotated(late, CLIENT, POLICY).expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    }
}
