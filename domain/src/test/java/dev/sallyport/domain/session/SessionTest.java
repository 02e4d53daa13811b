package dev.sallyport.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

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
            new SessionPolicy(Duration.ofMinutes(15), Duration.ofDays(7), Duration.ofDays(30), GRACE);

    private final Session opened = Session.open(
            new SessionId(new UUID(1, 1)),
            new UserId(new UUID(2, 2)),
            Set.of(AuthenticationMethod.PASSWORD),
            Client.local(),
            NOW,
            POLICY);

    @Test
    void theCurrentGenerationMayBeExchanged() {
        assertThat(opened.standingOf(0, NOW, GRACE)).isEqualTo(Standing.CURRENT);
    }

    @Test
    void theGenerationJustReplacedIsForgivenUntilTheGraceIsOver() {
        Session rotated = opened.rotatedAt(NOW, POLICY);

        assertThat(rotated.standingOf(0, NOW.plus(GRACE).minusNanos(1), GRACE)).isEqualTo(Standing.JUST_REPLACED);
        assertThat(rotated.standingOf(0, NOW.plus(GRACE), GRACE)).isEqualTo(Standing.REPLAYED);
    }

    @Test
    void withoutGraceEveryReplacedGenerationIsReplayed() {
        assertThat(opened.rotatedAt(NOW, POLICY).standingOf(0, NOW, Duration.ZERO))
                .isEqualTo(Standing.REPLAYED);
    }

    @Test
    void theGenerationBeforeTheLastIsReplayedEvenWithinTheGrace() {
        Session rotatedTwice = opened.rotatedAt(NOW, POLICY).rotatedAt(NOW, POLICY);

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
        assertThat(opened.rotatedAt(NOW.plus(Duration.ofDays(1)), POLICY).expiresAt())
                .isEqualTo(NOW.plus(Duration.ofDays(8)));
        assertThat(opened.rotatedAt(late, POLICY).expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    }
}
