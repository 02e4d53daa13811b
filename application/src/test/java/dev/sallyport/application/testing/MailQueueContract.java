package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.mail.MailQueue.Claimed;
import dev.sallyport.domain.mail.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link MailOutbox} with its {@link MailQueue} promises. */
public abstract class MailQueueContract {
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** The side where mail is left, without any. */
    protected abstract MailOutbox outbox();

    /** The other side of the same outbox. */
    protected abstract MailQueue queue();

    @Test
    void handsOutAMailAsItWasQueued() {
        Mail mail = Samples.mail("hello");
        outbox().enqueue(mail, NOW);

        assertThat(queue().claim(10, NOW, LEASE)).containsExactly(new Claimed(mail, 1, NOW));
    }

    @Test
    void handsOutAMailThatNeverExpires() {
        Mail sample = Samples.mail("hello");
        Mail mail = new Mail(sample.id(), sample.kind(), sample.to(), sample.content(), null);
        outbox().enqueue(mail, NOW);

        assertThat(queue().claim(10, NOW.plus(Duration.ofDays(300)), LEASE)).hasSize(1);
    }

    @Test
    void handsOutTheOldestFirstAndNoMoreThanAskedFor() {
        outbox().enqueue(Samples.mail("second"), NOW.plusMillis(2));
        outbox().enqueue(Samples.mail("first"), NOW.plusMillis(1));
        outbox().enqueue(Samples.mail("third"), NOW.plusMillis(3));

        assertThat(subjects(queue().claim(2, NOW.plusSeconds(1), LEASE))).containsExactly("first", "second");
        assertThat(subjects(queue().claim(2, NOW.plusSeconds(1), LEASE))).containsExactly("third");
    }

    @Test
    void handsAMailToNobodyElseDuringTheLeaseAndToTheNextAfterIt() {
        outbox().enqueue(Samples.mail("hello"), NOW);
        queue().claim(10, NOW, LEASE);

        assertThat(queue().claim(10, NOW.plus(LEASE).minusMillis(1), LEASE)).isEmpty();
        assertThat(queue().claim(10, NOW.plus(LEASE), LEASE))
                .extracting(Claimed::attempts)
                .containsExactly(2);
    }

    @Test
    void doesNotHandOutWhatWasDelivered() {
        Mail mail = Samples.mail("hello");
        outbox().enqueue(mail, NOW);
        queue().claim(10, NOW, LEASE);

        queue().delivered(mail.id(), NOW);

        assertThat(queue().claim(10, NOW.plus(LEASE), LEASE)).isEmpty();
    }

    @Test
    void handsOutAgainWhatIsToBeTriedAgainWhenItIsDue() {
        Mail mail = Samples.mail("hello");
        outbox().enqueue(mail, NOW);
        queue().claim(10, NOW, LEASE);

        Instant due = NOW.plusSeconds(5);
        queue().retryAt(mail.id(), due, "smtp 451");

        assertThat(queue().claim(10, due.minusMillis(1), LEASE)).isEmpty();
        assertThat(queue().claim(10, due, LEASE)).containsExactly(new Claimed(mail, 2, NOW));
    }

    @Test
    void doesNotHandOutWhatCannotBeDelivered() {
        Mail mail = Samples.mail("hello");
        outbox().enqueue(mail, NOW);
        queue().claim(10, NOW, LEASE);

        queue().undeliverable(mail.id(), NOW, "smtp 550");

        assertThat(queue().claim(10, NOW.plus(LEASE), LEASE)).isEmpty();
    }

    @Test
    void doesNotHandOutWhatHasExpired() {
        Mail mail = Samples.mail("hello");
        outbox().enqueue(mail, NOW);

        assertThat(queue().claim(10, NOW.plus(Duration.ofMinutes(10)), LEASE)).isEmpty();
    }

    @Test
    void handsEachMailToOneOfManyAtOnce() {
        for (int i = 0; i < 20; i++) {
            outbox().enqueue(Samples.mail("mail " + i), NOW);
        }

        List<String> handedOut = Concurrently.times(8, i -> subjects(queue().claim(5, NOW, LEASE))).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(handedOut).doesNotHaveDuplicates();
        assertThat(handedOut.size() + queue().claim(20, NOW, LEASE).size()).isEqualTo(20);
    }

    private static List<String> subjects(List<Claimed> claimed) {
        return claimed.stream().map(taken -> taken.mail().content().subject()).toList();
    }
}
