package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnDemandTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final MutableClock clock = new MutableClock();
    private final OnDemand workers = new OnDemand(clock);
    private final List<String> done = new ArrayList<>();

    private Work start(String name, Urgency urgency, Duration pause) {
        return workers.start(name, urgency, Duration.ZERO, () -> {
            done.add(name);
            return pause;
        });
    }

    /** Something of which there is more than is done at once. */
    private Work startLong(String name, Urgency urgency, int parts) {
        return workers.start(name, urgency, HOUR, () -> {
            done.add(name);
            clock.advance(SECOND);
            return done.size() % parts == 0 ? HOUR : Duration.ZERO;
        });
    }

    /** Something of which there is always more. */
    private Work startEndless(String name, Urgency urgency) {
        return workers.start(name, urgency, Duration.ZERO, () -> {
            done.add(name);
            clock.advance(SECOND);
            return Duration.ZERO;
        });
    }

    @Test
    void doesBeforeAnAnswerWhatIsDueAndNothingElse() {
        start("revocations", Urgency.BEFORE_AN_ANSWER, SECOND);
        start("mail", Urgency.AFTER_AN_ANSWER, SECOND).wake();
        start("purge", Urgency.NOW_AND_THEN, SECOND);

        workers.beforeAnswer();
        workers.beforeAnswer();
        assertThat(done).containsExactly("revocations");

        clock.advance(SECOND);
        workers.beforeAnswer();
        assertThat(done).containsExactly("revocations", "revocations");
    }

    @Test
    void doesItAgainWhenTheClockWentBack() {
        start("revocations", Urgency.BEFORE_AN_ANSWER, SECOND);
        workers.beforeAnswer();

        clock.advance(HOUR.negated());
        workers.beforeAnswer();

        assertThat(done).hasSize(2);
    }

    @Test
    void doesAfterAnAnswerWhatSomebodyWaitsFor() {
        Work mail = start("mail", Urgency.AFTER_AN_ANSWER, SECOND);
        start("purge", Urgency.NOW_AND_THEN, SECOND).wake();
        workers.afterAnswer(HOUR);
        assertThat(done).isEmpty();
        assertThat(workers.isWanted()).isFalse();

        mail.wake();
        assertThat(workers.isWanted()).isTrue();
        workers.afterAnswer(HOUR);

        assertThat(done).containsExactly("mail");
        assertThat(workers.isWanted()).isFalse();
    }

    @Test
    void doesWhatComesOfWhatItDoes() {
        Work mail = start("mail", Urgency.AFTER_AN_ANSWER, HOUR);
        Work recovery = workers.start("recovery", Urgency.AFTER_AN_ANSWER, HOUR, () -> {
            done.add("recovery");
            mail.wake();
            return HOUR;
        });

        recovery.wake();
        workers.afterAnswer(HOUR);
        assertThat(done).containsExactly("recovery", "mail");

        done.clear();
        assertThat(workers.everything(HOUR)).isEmpty();
        assertThat(done).containsExactly("mail", "recovery", "mail");
    }

    @Test
    void doesOnDemandAllOfWhatIsDueAndTheRestWhenItIs() {
        start("purge", Urgency.NOW_AND_THEN, HOUR);
        workers.everything(HOUR);
        startLong("seals", Urgency.NOW_AND_THEN, 4);
        clock.advance(HOUR.minusSeconds(30));
        workers.everything(HOUR);
        assertThat(done).containsExactly("purge");

        clock.advance(Duration.ofSeconds(20));
        assertThat(workers.everything(HOUR)).isEmpty();

        assertThat(done).containsExactly("purge", "purge", "seals", "seals");
    }

    @Test
    void beginsNothingElseWhenTheTimeIsOver() {
        startEndless("purge", Urgency.NOW_AND_THEN);
        startEndless("seals", Urgency.NOW_AND_THEN);

        assertThat(workers.everything(Duration.ofSeconds(3))).containsExactly("purge", "seals");

        assertThat(done).containsExactly("purge", "seals", "purge");
    }

    @Test
    void keepsNeitherMailFromAllElseNorAllElseFromMail() {
        startEndless("mail", Urgency.AFTER_AN_ANSWER);
        startEndless("purge", Urgency.NOW_AND_THEN);
        start("seals", Urgency.NOW_AND_THEN, HOUR);

        assertThat(workers.everything(OnDemand.LONGEST_MAIL.plusSeconds(4))).containsExactly("mail", "purge");

        assertThat(done)
                .startsWith("purge", "seals", "purge", "mail", "mail", "purge")
                .hasSize(41);
    }

    @Test
    void leavesToTheScheduleWhatTheTimeAfterAnAnswerIsTooShortFor() {
        startEndless("mail", Urgency.AFTER_AN_ANSWER).wake();

        workers.afterAnswer(HOUR);

        assertThat(done).hasSize(3);
        assertThat(workers.isWanted()).isFalse();
    }

    @Test
    void beginsNoMailThatMayNotBeReadyWhenAllEnds() {
        Work mail = startEndless("mail", Urgency.AFTER_AN_ANSWER);
        mail.wake();
        workers.afterAnswer(OnDemand.LONGEST_MAIL);
        assertThat(done).isEmpty();

        assertThat(workers.everything(OnDemand.LONGEST_MAIL)).containsExactly("mail");
        assertThat(done).isEmpty();
        assertThat(workers.isWanted()).isFalse();

        mail.wake();
        workers.afterAnswer(OnDemand.LONGEST_MAIL.plusSeconds(1));
        assertThat(done).containsExactly("mail");
    }

    @Test
    void triesNothingAfterAnswersForAWhileThatDidNotWorkThere() {
        Outage outage = new Outage("mail");
        Work mail = workers.start(
                "mail",
                Urgency.AFTER_AN_ANSWER,
                Duration.ZERO,
                () -> {
                    done.add("mail");
                    outage.began("it is away");
                    return SECOND;
                },
                outage);
        mail.wake();
        workers.afterAnswer(HOUR);
        mail.wake();
        workers.afterAnswer(HOUR);
        assertThat(done).hasSize(1);

        workers.everything(HOUR);
        assertThat(done).hasSize(2);

        clock.advance(Duration.ofSeconds(45));
        mail.wake();
        workers.afterAnswer(HOUR);
        assertThat(done).hasSize(3);
    }

    @Test
    void waitsBeforeAnAnswerOnlyOnceInAWhileForWhatIsAway() {
        Outage outage = new Outage("revocations");
        workers.start(
                "revocations",
                Urgency.BEFORE_AN_ANSWER,
                Duration.ZERO,
                () -> {
                    done.add("revocations");
                    clock.advance(SECOND);
                    outage.began("it is away");
                    return Duration.ofMillis(500);
                },
                outage);
        start("keys", Urgency.BEFORE_AN_ANSWER, SECOND);
        workers.beforeAnswer();
        clock.advance(SECOND);
        workers.beforeAnswer();
        assertThat(done).containsExactly("revocations");

        clock.advance(SECOND);
        workers.beforeAnswer();
        assertThat(done).containsExactly("revocations", "revocations");
    }

    @Test
    void goesOnWithTheOthersWhenOneFails() {
        workers.start("broken", Urgency.BEFORE_AN_ANSWER, Duration.ZERO, () -> {
            throw new IllegalStateException("broken");
        });
        start("revocations", Urgency.BEFORE_AN_ANSWER, SECOND);

        workers.beforeAnswer();

        assertThat(done).containsExactly("revocations");
    }

    @Test
    void forgetsWhatIsClosed() {
        start("mail", Urgency.AFTER_AN_ANSWER, SECOND).close();

        assertThat(workers.everything(HOUR)).isEmpty();
        assertThat(done).isEmpty();
    }
}
