package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Sessions} promises. */
public abstract class SessionsContract {
    private static final SessionPolicy POLICY = Fakes.POLICIES.session();
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private final User ada = Samples.user(ADA);
    private final Session session = Samples.session(ada);

    /** The adapter under test, without any session. */
    protected abstract Sessions sessions();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    /** Suspends a user, which {@link Users} has no word for yet. */
    protected abstract void suspend(UserId user);

    @BeforeEach
    void signIn() {
        users().add(ada, HASH);
        sessions().open(session);
    }

    @Test
    void returnsASessionAsItWasOpenedWithItsUser() {
        assertThat(sessions().active(session.id(), NOW)).contains(new ActiveSession(session, ada));
        assertThat(sessions().lock(session.id())).contains(new ActiveSession(session, ada));
    }

    @Test
    void knowsNoOtherSession() {
        SessionId unknown = new SessionId(UUID.randomUUID());

        assertThat(sessions().active(unknown, NOW)).isEmpty();
        assertThat(sessions().lock(unknown)).isEmpty();
        assertThat(sessions().rotate(unknown, 0, NOW, POLICY)).isEmpty();
        assertThat(sessions().end(unknown, NOW)).isEmpty();
    }

    @Test
    void rotatesToTheNextGenerationAndProlongsTheSession() {
        Optional<ActiveSession> rotated = sessions().rotate(session.id(), 0, LATER, POLICY);

        assertThat(rotated).contains(new ActiveSession(session.rotatedAt(LATER, POLICY), ada));
        assertThat(sessions().active(session.id(), LATER)).isEqualTo(rotated);
    }

    @Test
    void rotatesOnlyTheCurrentGeneration() {
        sessions().rotate(session.id(), 0, LATER, POLICY);

        assertThat(sessions().rotate(session.id(), 0, LATER, POLICY)).isEmpty();
        assertThat(sessions().rotate(session.id(), 2, LATER, POLICY)).isEmpty();
        assertThat(sessions().rotate(session.id(), 1, LATER, POLICY)).isPresent();
    }

    @Test
    void neverProlongsASessionBeyondItsAbsoluteEnd() {
        Instant now = NOW;
        long generation = 0;
        while (now.plus(Duration.ofDays(6)).isBefore(session.endsAt())) {
            now = now.plus(Duration.ofDays(6));
            assertThat(sessions().rotate(session.id(), generation++, now, POLICY))
                    .isPresent();
        }

        assertThat(sessions().lock(session.id()).orElseThrow().session().expiresAt())
                .isEqualTo(session.endsAt());
        assertThat(sessions().rotate(session.id(), generation, session.endsAt(), POLICY))
                .isEmpty();
    }

    @Test
    void isOverFromTheInstantOfExpiryOn() {
        assertThat(sessions().active(session.id(), session.expiresAt().minusMillis(1)))
                .isPresent();
        assertThat(sessions().active(session.id(), session.expiresAt())).isEmpty();
        assertThat(sessions().rotate(session.id(), 0, session.expiresAt(), POLICY))
                .isEmpty();
        assertThat(sessions().end(session.id(), session.expiresAt())).isEmpty();
    }

    @Test
    void endsOnceAndTellsWhoseItWas() {
        assertThat(sessions().end(session.id(), LATER)).contains(ada.id());

        assertThat(sessions().end(session.id(), LATER)).isEmpty();
        assertThat(sessions().active(session.id(), LATER)).isEmpty();
        assertThat(sessions().rotate(session.id(), 0, LATER, POLICY)).isEmpty();
        assertThat(sessions().lock(session.id()).orElseThrow().session()).isEqualTo(session.endedAt(LATER));
    }

    @Test
    void isOfNoUseToASuspendedUser() {
        suspend(ada.id());

        assertThat(sessions().active(session.id(), NOW)).isEmpty();
        assertThat(sessions().rotate(session.id(), 0, NOW, POLICY)).isEmpty();
        assertThat(sessions().lock(session.id()).orElseThrow().user().isActive())
                .isFalse();
    }

    @Test
    void rotatesExactlyOnceForManyAtOnce() {
        List<Optional<ActiveSession>> answers =
                Concurrently.times(50, i -> sessions().rotate(session.id(), 0, LATER, POLICY));

        assertThat(answers).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(sessions().lock(session.id()).orElseThrow().session().generation())
                .isEqualTo(1);
    }

    @Test
    void nothingSurvivesAnEndThatRacesWithRotations() {
        Concurrently.times(
                20,
                i -> i == 7
                        ? sessions().end(session.id(), LATER).isPresent()
                        : sessions().rotate(session.id(), 0, LATER, POLICY).isPresent());

        assertThat(sessions().active(session.id(), LATER)).isEmpty();
        assertThat(sessions().rotate(session.id(), 1, LATER, POLICY)).isEmpty();
    }
}
