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
    void doesAllOfItOnDemandDueOrNot() {
        start("purge", Urgency.NOW_AND_THEN, HOUR);
        workers.everything(HOUR);
        startLong("seals", Urgency.NOW_AND_THEN, 4);

        assertThat(workers.everything(HOUR)).isEmpty();

        assertThat(done).containsExactly("purge", "purge", "seals", "seals");
    }

    @Test
    void beginsNothingElseWhenTheTimeIsOver() {
        startLong("mail", Urgency.AFTER_AN_ANSWER, 10);
        start("purge", Urgency.NOW_AND_THEN, HOUR);

        assertThat(workers.everything(Duration.ofSeconds(3))).containsExactly("mail", "purge");

        assertThat(done).containsExactly("mail", "mail", "mail");
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
