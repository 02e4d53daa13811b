package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.mail.MailQueue.Claimed;
import dev.sallyport.application.mail.MailRecords;
import dev.sallyport.application.mail.MailRecords.Filter;
import dev.sallyport.application.mail.MailRecords.Retry;
import dev.sallyport.application.mail.Recipients;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailState;
import dev.sallyport.domain.mail.OutboxEntry;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link MailOutbox} with its {@link MailQueue} and {@link MailRecords} promises. */
public abstract class MailQueueContract {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Filter ALL = new Filter(null, null, null);
    private static final SecretDigest ADAS = digest("ada@example.com");
    private static final SecretDigest BOBS = digest("bob@example.com");

    private static SecretDigest digest(String address) {
        return new Recipients(new FakeSecretDigests()).digest(EmailAddress.of(address));
    }

    /** The side where mail is left, without any. */
    protected abstract MailOutbox outbox();

    /** The other side of the same outbox. */
    protected abstract MailQueue queue();

    /** Its third side. */
    protected abstract MailRecords records();

    private void enqueue(Mail mail, Instant now) {
        outbox().enqueue(mail, ADAS, now);
    }

    private Claimed claimed(Mail mail) {
        enqueue(mail, NOW);
        return queue().claim(1, NOW, LEASE).getFirst();
    }

    @Test
    void handsOutAMailAsItWasQueued() {
        Mail mail = Samples.mail("hello");
        enqueue(mail, NOW);

        assertThat(queue().claim(10, NOW, LEASE)).containsExactly(new Claimed(mail, 1, NOW, NOW.plus(LEASE)));
    }

    @Test
    void handsOutAMailThatNeverExpires() {
        Mail sample = Samples.mail("hello");
        Mail mail = new Mail(sample.id(), sample.kind(), sample.to(), sample.content(), null);
        enqueue(mail, NOW);

        assertThat(queue().claim(10, NOW.plus(Duration.ofDays(300)), LEASE)).hasSize(1);
    }

    @Test
    void handsOutTheOldestFirstAndNoMoreThanAskedFor() {
        enqueue(Samples.mail("second"), NOW.plusMillis(2));
        enqueue(Samples.mail("first"), NOW.plusMillis(1));
        enqueue(Samples.mail("third"), NOW.plusMillis(3));

        assertThat(subjects(queue().claim(2, NOW.plusSeconds(1), LEASE))).containsExactly("first", "second");
        assertThat(subjects(queue().claim(2, NOW.plusSeconds(1), LEASE))).containsExactly("third");
    }

    @Test
    void handsAMailToNobodyElseDuringTheLeaseAndToTheNextAfterIt() {
        enqueue(Samples.mail("hello"), NOW);
        queue().claim(10, NOW, LEASE);

        assertThat(queue().claim(10, NOW.plus(LEASE).minusMillis(1), LEASE)).isEmpty();
        assertThat(queue().claim(10, NOW.plus(LEASE), LEASE))
                .extracting(Claimed::attempts)
                .containsExactly(2);
    }

    @Test
    void doesNotHandOutWhatWasDelivered() {
        Mail mail = Samples.mail("hello");
        enqueue(mail, NOW);
        queue().claim(10, NOW, LEASE);

        queue().delivered(mail.id(), NOW);

        assertThat(queue().claim(10, NOW.plus(LEASE), LEASE)).isEmpty();
    }

    @Test
    void handsOutAgainWhatIsToBeTriedAgainWhenItIsDue() {
        Mail mail = Samples.mail("hello");
        Claimed taken = claimed(mail);

        Instant due = NOW.plusSeconds(5);
        queue().retryAt(taken, due, "smtp 451");

        assertThat(queue().claim(10, due.minusMillis(1), LEASE)).isEmpty();
        assertThat(queue().claim(10, due, LEASE)).containsExactly(new Claimed(mail, 2, NOW, due.plus(LEASE)));
    }

    @Test
    void doesNotHandOutWhatCannotBeDelivered() {
        Claimed taken = claimed(Samples.mail("hello"));

        queue().undeliverable(taken, NOW, "smtp 550");

        assertThat(queue().claim(10, NOW.plus(LEASE), LEASE)).isEmpty();
    }

    @Test
    void doesNotHandOutWhatHasExpired() {
        Mail mail = Samples.mail("hello");
        enqueue(mail, NOW);

        assertThat(queue().claim(10, NOW.plus(Duration.ofMinutes(10)), LEASE)).isEmpty();
    }

    @Test
    void doesNotCountATakingThatWasPutBack() {
        Claimed taken = claimed(Samples.mail("hello"));

        queue().putBack(taken, NOW.plusSeconds(1));

        assertThat(queue().claim(10, NOW.plusMillis(999), LEASE)).isEmpty();
        assertThat(queue().claim(10, NOW.plusSeconds(1), LEASE))
                .extracting(Claimed::attempts)
                .containsExactly(1);
    }

    @Test
    void holdsBackAllThatWaitsForOneRecipientButNotWhatAnotherDispatcherHas() {
        Mail first = Samples.mail("first");
        Mail second = Samples.mail("second");
        Mail third = Samples.mail("third");
        Mail bobs = Samples.mail("to another");
        Claimed taken = claimed(first);
        Claimed elsewhere = claimed(second);
        enqueue(third, NOW);
        outbox().enqueue(bobs, BOBS, NOW);
        Instant due = NOW.plusSeconds(60);

        queue().holdBack(taken, due);

        assertThat(queue().claim(10, due.minusMillis(1), LEASE))
                .extracting(Claimed::mail)
                .containsExactly(bobs);
        queue().retryAt(elsewhere, due, "smtp 451");
        assertThat(queue().claim(10, due, LEASE))
                .extracting(Claimed::mail)
                .containsExactlyInAnyOrder(first, second, third);
    }

    @Test
    void listensToNobodyWhoseLeaseIsOverButThatItWasDelivered() {
        Claimed late = claimed(Samples.mail("hello"));
        Instant next = NOW.plus(LEASE);
        queue().claim(10, next, LEASE);

        queue().retryAt(late, next, "smtp 451");
        queue().putBack(late, next);
        queue().undeliverable(late, next, "smtp 550");
        assertThat(queue().claim(10, next, LEASE)).isEmpty();
        assertThat(entry(late.mail().id()).state()).isEqualTo(MailState.QUEUED);

        queue().delivered(late.mail().id(), next);
        assertThat(entry(late.mail().id()).state()).isEqualTo(MailState.DELIVERED);
    }

    @Test
    void tellsWhatIsKnownOfAMailWhileItWaits() {
        Mail mail = Samples.mail("hello");
        Claimed taken = claimed(mail);
        Instant due = NOW.plusSeconds(5);
        queue().retryAt(taken, due, "smtp 451");

        assertThat(records().find(ALL, null, 10))
                .containsExactly(new OutboxEntry(
                        mail.id(),
                        mail.kind(),
                        MailState.QUEUED,
                        mail.to(),
                        1,
                        NOW,
                        null,
                        due,
                        mail.expiresAt(),
                        null,
                        "smtp 451"));
    }

    @Test
    void tellsToWhomADeadLetterWentAndOfADeliveredOneOnlyWhoseItWas() {
        Claimed refused = claimed(Samples.mail("refused"));
        queue().undeliverable(refused, NOW, "smtp 550");
        Claimed sent = claimed(Samples.mail("sent"));
        queue().delivered(sent.mail().id(), NOW);

        assertThat(entry(refused.mail().id()).to()).isEqualTo(refused.mail().to());
        assertThat(entry(refused.mail().id()).settledAt()).isEqualTo(NOW);
        assertThat(entry(sent.mail().id()).to()).isNull();
        assertThat(records().find(new Filter(null, null, ADAS), null, 10)).hasSize(2);
        assertThat(records().find(new Filter(null, null, BOBS), null, 10)).isEmpty();
    }

    @Test
    void findsByStateAndKindPageByPageThoseQueuedLastFirst() {
        List<MailId> queued = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Mail sample = Samples.mail("mail " + i);
            MailId id = new MailId(new UUID(0x9900_0000_0000_7000L + i, 0));
            enqueue(new Mail(id, sample.kind(), sample.to(), sample.content(), null), NOW);
            queued.addFirst(id);
        }
        queue().delivered(queued.get(1), NOW);

        List<MailId> waiting = List.of(queued.get(0), queued.get(2), queued.get(3), queued.get(4));
        Filter filter = new Filter(MailState.QUEUED, Samples.mail("any").kind(), null);
        assertThat(ids(records().find(filter, null, 2))).isEqualTo(waiting.subList(0, 2));
        assertThat(ids(records().find(filter, waiting.get(1), 10))).isEqualTo(waiting.subList(2, 4));
        assertThat(ids(records().find(new Filter(MailState.DELIVERED, null, null), null, 10)))
                .containsExactly(queued.get(1));
        assertThat(records().find(new Filter(null, "other", null), null, 10)).isEmpty();
    }

    @Test
    void triesADeadLetterAgainAsIfItHadJustBeenQueued() {
        Mail mail = Samples.mail("hello");
        queue().undeliverable(claimed(mail), NOW, "smtp 550");
        Instant later = NOW.plusSeconds(90);

        assertThat(records().retry(mail.id(), later)).isEqualTo(Retry.QUEUED);

        assertThat(entry(mail.id()).retriedAt()).isEqualTo(later);
        assertThat(entry(mail.id()).queuedAt()).isEqualTo(NOW);
        assertThat(queue().claim(10, later, LEASE)).containsExactly(new Claimed(mail, 1, later, later.plus(LEASE)));
    }

    @Test
    void triesWhatWaitsAtOnceButLeavesToItsDispatcherWhatItHas() {
        Mail waiting = Samples.mail("waiting");
        queue().retryAt(claimed(waiting), NOW.plusSeconds(60), "smtp 451");
        assertThat(records().retry(waiting.id(), NOW)).isEqualTo(Retry.QUEUED);
        assertThat(queue().claim(10, NOW, LEASE)).hasSize(1);

        assertThat(records().retry(waiting.id(), NOW.plusSeconds(1))).isEqualTo(Retry.QUEUED);

        assertThat(queue().claim(10, NOW.plusSeconds(1), LEASE)).isEmpty();
    }

    @Test
    void hasNothingToTryAgainOfWhatWasDeliveredHasExpiredOrNeverWas() {
        Mail delivered = Samples.mail("delivered");
        queue().delivered(claimed(delivered).mail().id(), NOW);
        Mail dead = Samples.mail("dead");
        queue().undeliverable(claimed(dead), NOW, "smtp 550");
        Instant expiry = Objects.requireNonNull(dead.expiresAt());

        assertThat(records().retry(delivered.id(), NOW)).isEqualTo(Retry.NOTHING_TO_SEND);
        assertThat(records().retry(dead.id(), expiry)).isEqualTo(Retry.NOTHING_TO_SEND);
        assertThat(records().retry(dead.id(), expiry.minusMillis(1))).isEqualTo(Retry.QUEUED);
        assertThat(records().retry(Samples.mail("never queued").id(), NOW)).isEqualTo(Retry.UNKNOWN);
    }

    @Test
    void forgetsWhatWasSettledLongAgoAndErasesDeadLettersThatHaveExpired() {
        Mail old = Samples.mail("old");
        queue().delivered(claimed(old).mail().id(), NOW);
        Mail dead = Samples.mail("dead");
        queue().undeliverable(claimed(dead), NOW.plusMillis(1), "smtp 550");
        Mail waiting = Samples.mail("waiting");
        enqueue(waiting, NOW);
        Instant expiry = Objects.requireNonNull(dead.expiresAt());

        assertThat(records().purge(NOW, expiry.minusMillis(1), 10)).isZero();
        assertThat(records().purge(NOW.plusMillis(1), expiry, 10)).isEqualTo(1);

        assertThat(ids(records().find(ALL, null, 10))).containsExactlyInAnyOrder(waiting.id(), dead.id());
        assertThat(entry(dead.id()).to()).isNull();
    }

    @Test
    void forgetsNoMoreAtOnceThanAskedFor() {
        for (int i = 0; i < 3; i++) {
            queue().delivered(claimed(Samples.mail("mail " + i)).mail().id(), NOW);
        }

        assertThat(records().purge(NOW.plusMillis(1), NOW, 2)).isEqualTo(2);
        assertThat(records().purge(NOW.plusMillis(1), NOW, 2)).isEqualTo(1);
    }

    @Test
    void leavesNothingOfARecipientWhoIsForgottenNotEvenOfWhatIsStillSent() {
        Mail dead = Samples.mail("dead");
        queue().undeliverable(claimed(dead), NOW, "smtp 550");
        Mail waiting = Samples.mail("waiting");
        enqueue(waiting, NOW);
        Mail bobs = Samples.mail("to another");
        outbox().enqueue(bobs, BOBS, NOW);

        outbox().forget(ADAS);

        assertThat(entry(dead.id()).to()).isNull();
        assertThat(records().retry(dead.id(), NOW)).isEqualTo(Retry.NOTHING_TO_SEND);
        assertThat(ids(records().find(new Filter(null, null, ADAS), null, 10))).isEmpty();
        assertThat(ids(records().find(new Filter(null, null, BOBS), null, 10))).containsExactly(bobs.id());
        List<Claimed> taken = queue().claim(10, NOW, LEASE);
        assertThat(taken).extracting(Claimed::mail).containsExactlyInAnyOrder(waiting, bobs);

        taken.forEach(mail -> queue().undeliverable(mail, NOW, "smtp 550"));

        assertThat(entry(waiting.id()).to()).isNull();
        assertThat(entry(bobs.id()).to()).isEqualTo(bobs.to());
    }

    private OutboxEntry entry(MailId id) {
        return records().find(ALL, null, 100).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<MailId> ids(List<OutboxEntry> entries) {
        return entries.stream().map(OutboxEntry::id).toList();
    }

    @Test
    void handsEachMailToOneOfManyAtOnce() {
        for (int i = 0; i < 20; i++) {
            enqueue(Samples.mail("mail " + i), NOW);
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
