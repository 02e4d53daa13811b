package dev.sallyport.application.mail;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.mail.DispatchMail.Result;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.mail.MailState;
import dev.sallyport.domain.mail.OutboxEntry;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DispatchMailTest {
    private static final DispatchMail.Command ALL = new DispatchMail.Command(10, () -> true);
    private static final Counts NOTHING = new Counts(0, List.of(), 0, 0, false);

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);

    @Test
    void deliversWhatWaitsOnce() {
        journey.register(ADA);

        assertThat(dispatch()).isEqualTo(new Counts(1, List.of(), 0, 0, false));
        assertThat(dispatch()).isEqualTo(NOTHING);
        assertThat(fakes.mailTransport().delivered()).extracting(Mail::to).containsExactly(ADA);
    }

    @Test
    void triesAgainAfterAWhile() {
        journey.register(ADA);
        fakes.mailTransport().answerWith(new Delivery.Postponed("smtp 451"));

        assertThat(dispatch()).isEqualTo(new Counts(0, List.of("smtp 451"), 0, 0, false));
        assertThat(dispatch()).isEqualTo(NOTHING);
        fakes.mailTransport().answerWith(new Delivery.Delivered());
        fakes.clock().advance(Duration.ofSeconds(5));

        assertThat(dispatch()).isEqualTo(new Counts(1, List.of(), 0, 0, false));
    }

    @Test
    void givesUpAtOnceWhatIsRefusedForGoodAndSaysWhatAndWhy() {
        journey.register(ADA);
        MailId mail = fakes.mailQueue().last().id();
        fakes.mailTransport().answerWith(new Delivery.Refused("smtp 550"));

        Result result = fakes.sallyport().dispatchMail().handle(ALL);

        assertThat(result.undeliverable())
                .containsExactly(new DispatchMail.DeadLetter(mail, "verify-address", "smtp 550"));
        fakes.clock().advance(Duration.ofMinutes(9));
        assertThat(dispatch()).isEqualTo(NOTHING);
    }

    @Test
    void givesUpWhatCouldNotBeDeliveredForADay() {
        notice();
        fakes.mailTransport().answerWith(new Delivery.Postponed("connect"));
        dispatch();
        fakes.clock().advance(Duration.ofHours(24));

        assertThat(dispatch()).isEqualTo(new Counts(0, List.of(), 1, 0, false));
        assertThat(fakes.mailQueue().waiting()).isEmpty();
    }

    @Test
    void doesNotSendACodeThatHasExpiredMeanwhile() {
        journey.register(ADA);
        fakes.clock().advance(Duration.ofMinutes(10));

        assertThat(dispatch()).isEqualTo(NOTHING);
        assertThat(fakes.mailTransport().delivered()).isEmpty();
    }

    @Test
    void waitsBetweenTriesForAnHourAtTheMostSoThatAnOutageOfHoursLosesNothing() {
        notice();
        fakes.mailTransport().answerWith(new Delivery.Postponed("connect"));
        for (int hour = 0; hour < 20; hour++) {
            fakes.clock().advance(Duration.ofHours(1));
            assertThat(dispatch()).isEqualTo(new Counts(0, List.of("connect"), 0, 0, false));
        }
        fakes.mailTransport().answerWith(new Delivery.Delivered());
        fakes.clock().advance(Duration.ofHours(1));

        assertThat(dispatch()).isEqualTo(new Counts(1, List.of(), 0, 0, false));
        assertThat(dispatch()).isEqualTo(NOTHING);
    }

    @Test
    void triesWhatSomebodyWantsTriedAgainForAnotherDay() {
        notice();
        fakes.mailTransport().answerWith(new Delivery.Refused("smtp 550"));
        dispatch();
        fakes.clock().advance(Duration.ofDays(3));
        MailId mail = fakes.ports()
                .mailRecords()
                .find(new MailRecords.Filter(MailState.DEAD, null, null), null, 1)
                .getFirst()
                .id();
        fakes.ports().mailRecords().retry(mail, fakes.clock().instant());
        fakes.mailTransport().answerWith(new Delivery.Postponed("smtp 451"));

        assertThat(dispatch()).isEqualTo(new Counts(0, List.of("smtp 451"), 0, 0, false));

        fakes.clock().advance(Duration.ofHours(24));
        assertThat(dispatch()).isEqualTo(new Counts(0, List.of(), 1, 0, false));
    }

    @Test
    void putsBackWhatItHasNotBegunWhenItIsToldToStop() {
        notice();
        notice();
        AtomicInteger asked = new AtomicInteger();

        Result result = fakes.sallyport()
                .dispatchMail()
                .handle(new DispatchMail.Command(10, () -> asked.incrementAndGet() == 1));

        assertThat(Counts.of(result)).isEqualTo(new Counts(1, List.of(), 0, 0, false));
        assertThat(dispatch()).isEqualTo(new Counts(1, List.of(), 0, 0, false));
    }

    @Test
    void leavesTheRestToOthersWhenOneTakesLong() {
        notice();
        notice();
        notice();
        MailTransport slow = mail -> {
            fakes.clock().advance(Duration.ofSeconds(2));
            return fakes.mailTransport().deliver(mail);
        };

        assertThat(counts(dispatching(fakes.mailQueue(), slow))).isEqualTo(new Counts(1, List.of(), 0, 0, false));

        assertThat(dispatch()).isEqualTo(new Counts(2, List.of(), 0, 0, false));
        assertThat(fakes.mailTransport().delivered()).extracting(Mail::id).doesNotHaveDuplicates();
    }

    @Test
    void holdsBackAllMailToOneRecipientWhoGetsTooMuchAndLetsTheOthersPass() {
        for (int i = 0; i < 25; i++) {
            notice();
        }
        journey.register(EmailAddress.of("grace@example.com"));
        RateLimits oneToAda = new OneMailTo(ADA);
        DispatchMail dispatchMail = new DispatchMail(
                fakes.mailQueue(), fakes.mailTransport(), oneToAda, fakes.clock(), Fakes.POLICIES.mail());

        assertThat(counts(dispatchMail)).isEqualTo(new Counts(1, List.of(), 0, 9, false));
        assertThat(counts(dispatchMail)).isEqualTo(new Counts(1, List.of(), 0, 0, false));

        assertThat(fakes.mailTransport().delivered())
                .extracting(Mail::to)
                .containsExactly(ADA, EmailAddress.of("grace@example.com"));
        assertThat(counts(dispatchMail)).isEqualTo(NOTHING);
    }

    @Test
    void doesNotCountAsATryWhatWasHeldBackAndGivesItUpAfterADay() {
        notice();
        fakes.rateLimits().exhaust(Limit.MAIL_SENDING_PER_RECIPIENT);

        assertThat(dispatch()).isEqualTo(new Counts(0, List.of(), 0, 1, false));
        fakes.clock().advance(Duration.ofHours(23));
        assertThat(dispatch()).isEqualTo(new Counts(0, List.of(), 0, 1, false));
        assertThat(entries(MailState.QUEUED))
                .singleElement()
                .satisfies(entry -> assertThat(entry.attempts()).isZero());

        fakes.clock().advance(Duration.ofHours(1));
        assertThat(dispatch()).isEqualTo(new Counts(0, List.of(), 1, 0, false));
        assertThat(entries(MailState.DEAD))
                .singleElement()
                .satisfies(entry -> assertThat(entry.lastError()).isEqualTo("too many mails to this recipient"));
    }

    @Test
    void stopsForNowWhenNoMoreMayBeSentToAnybody() {
        notice();
        notice();
        fakes.rateLimits().exhaust(Limit.MAIL_SENDING);

        Counts result = dispatch();

        assertThat(result).isEqualTo(new Counts(0, List.of(), 0, 0, true));
        assertThat(fakes.rateLimits().charged())
                .as("what the recipient may get is not used up by that")
                .doesNotContain(Charge.mailSendingTo(ADA));
        assertThat(fakes.mailQueue().claim(10, fakes.clock().instant(), Duration.ofMinutes(2)))
                .hasSize(2);
    }

    @Test
    void countsWhatLeavesByRecipientAndAltogetherAndNotWhatDoesNot() {
        notice();
        fakes.mailTransport().answerWith(new Delivery.Postponed("connect"));
        dispatch();
        assertThat(fakes.rateLimits().charged()).doesNotContain(Charge.mailSending(), Charge.mailSendingTo(ADA));
        fakes.mailTransport().answerWith(new Delivery.Delivered());
        fakes.clock().advance(Duration.ofSeconds(5));

        dispatch();

        assertThat(fakes.rateLimits().charged()).contains(Charge.mailSending(), Charge.mailSendingTo(ADA));
    }

    /** Allows everything but a second mail to somebody. */
    private static final class OneMailTo implements RateLimits {
        private final Charge charge;
        private boolean used;

        private OneMailTo(EmailAddress recipient) {
            this.charge = Charge.mailSendingTo(recipient);
        }

        @Override
        public Decision take(List<Charge> charges) {
            if (!charges.contains(charge)) {
                return new Decision.Allowed(List.of());
            }
            boolean limited = used;
            used = true;
            return limited
                    ? new Decision.Limited(
                            new Budget(charge.limit(), new Rate(1, Duration.ofMinutes(2)), 0, Duration.ofMinutes(2)))
                    : new Decision.Allowed(List.of());
        }

        @Override
        public void giveBack(List<Charge> charges) {
            used = used && !charges.contains(charge);
        }
    }

    private List<OutboxEntry> entries(MailState state) {
        return fakes.ports().mailRecords().find(new MailRecords.Filter(state, null, null), null, 10);
    }

    @Test
    void doesNotLetAMailHoldUpOthersOverWhichTheTransportStumbles() {
        journey.register(ADA);
        notice();
        MailTransport stumbling = mail -> {
            if (mail.kind().equals("verify-address")) {
                throw new AssertionError("cannot be written");
            }
            return fakes.mailTransport().deliver(mail);
        };
        DispatchMail dispatchMail = dispatching(fakes.mailQueue(), stumbling);

        assertThatThrownBy(() -> dispatchMail.handle(ALL)).hasMessage("cannot be written");

        assertThat(fakes.mailTransport().delivered()).hasSize(1);
        assertThat(counts(dispatchMail)).isEqualTo(NOTHING);
        assertThat(fakes.ports().mailRecords().find(new MailRecords.Filter(MailState.QUEUED, null, null), null, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.lastError()).isEqualTo("failed by AssertionError"));
    }

    @Test
    void doesNotSendTwiceWhatLeftWhileTheOutboxCouldNotBeTold() {
        notice();
        OutageWhileSettling outage = new OutageWhileSettling(fakes.mailQueue());
        DispatchMail dispatchMail = dispatching(outage, fakes.mailTransport());
        assertThatThrownBy(() -> dispatchMail.handle(ALL)).isInstanceOf(ServiceUnavailable.class);
        fakes.clock().advance(Fakes.POLICIES.mail().lease());

        outage.isOver = true;

        assertThat(counts(dispatchMail)).isEqualTo(NOTHING);
        assertThat(fakes.mailTransport().delivered()).hasSize(1);
        assertThat(fakes.mailQueue().waiting()).isEmpty();
    }

    @Test
    void neitherSendsNorHoldsUpTheRestOfABatchAfterTheOutboxWentAway() {
        notice();
        notice();
        notice();
        OutageWhileSettling outage = new OutageWhileSettling(fakes.mailQueue());
        DispatchMail dispatchMail = dispatching(outage, fakes.mailTransport());

        assertThatThrownBy(() -> dispatchMail.handle(ALL)).isInstanceOf(ServiceUnavailable.class);
        assertThat(fakes.mailTransport().delivered()).hasSize(1);
        outage.isOver = true;

        assertThat(counts(dispatchMail)).isEqualTo(new Counts(2, List.of(), 0, 0, false));
        assertThat(fakes.mailTransport().delivered()).extracting(Mail::id).doesNotHaveDuplicates();
    }

    @Test
    void leavesMailWhereItIsWhileNobodyKnowsHowMuchMayBeSent() {
        notice();
        notice();
        for (Limit unknown : List.of(Limit.MAIL_SENDING, Limit.MAIL_SENDING_PER_RECIPIENT)) {
            LimitsThatGoAway limits = new LimitsThatGoAway(fakes.rateLimits(), unknown);
            DispatchMail dispatchMail = new DispatchMail(
                    fakes.mailQueue(), fakes.mailTransport(), limits, fakes.clock(), Fakes.POLICIES.mail());

            assertThatThrownBy(() -> dispatchMail.handle(ALL))
                    .isInstanceOfSatisfying(
                            ServiceUnavailable.class,
                            away -> assertThat(away.dependency()).isEqualTo("redis"));

            assertThat(limits.asked).as("not once for each mail").isEqualTo(1);
        }
        assertThat(fakes.mailTransport().delivered()).isEmpty();
        assertThat(fakes.rateLimits().charged()).isEmpty();

        assertThat(dispatch()).isEqualTo(new Counts(2, List.of(), 0, 0, false));
        assertThat(fakes.mailTransport().delivered()).extracting(Mail::id).doesNotHaveDuplicates();
    }

    @Test
    void sendsNothingTwiceWhenTheLimitsGoAwayAmidABatch() {
        notice();
        notice();
        notice();
        LimitsThatGoAway limits = new LimitsThatGoAway(fakes.rateLimits(), Limit.MAIL_SENDING);
        limits.after = 1;
        DispatchMail dispatchMail = new DispatchMail(
                fakes.mailQueue(), fakes.mailTransport(), limits, fakes.clock(), Fakes.POLICIES.mail());

        assertThatThrownBy(() -> dispatchMail.handle(ALL)).isInstanceOf(ServiceUnavailable.class);
        assertThat(fakes.mailTransport().delivered()).hasSize(1);

        assertThat(dispatch()).isEqualTo(new Counts(2, List.of(), 0, 0, false));
        assertThat(fakes.mailTransport().delivered()).extracting(Mail::id).doesNotHaveDuplicates();
    }

    /** Limits of which one cannot be asked after so many times. */
    private static final class LimitsThatGoAway implements RateLimits {
        private final RateLimits limits;
        private final Limit unknown;
        private int after;
        private int asked;

        private LimitsThatGoAway(RateLimits limits, Limit unknown) {
            this.limits = limits;
            this.unknown = unknown;
        }

        @Override
        public Decision take(List<Charge> charges) {
            if (charges.getFirst().limit() == unknown && ++asked > after) {
                throw new ServiceUnavailable("redis", Duration.ofSeconds(1), null);
            }
            return limits.take(charges);
        }

        @Override
        public void giveBack(List<Charge> charges) {
            limits.giveBack(charges);
        }
    }

    /** An outbox that hands out mail and can then be told nothing. */
    private static final class OutageWhileSettling implements MailQueue {
        private final MailQueue queue;
        private boolean isOver;

        private OutageWhileSettling(MailQueue queue) {
            this.queue = queue;
        }

        @Override
        public List<Claimed> claim(int most, Instant now, Duration lease) {
            return queue.claim(most, now, lease);
        }

        @Override
        public void delivered(MailId id, Instant now) {
            if (!isOver) {
                throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
            }
            queue.delivered(id, now);
        }

        @Override
        public void retryAt(Claimed mail, Instant due, String reason) {
            throw new AssertionError();
        }

        @Override
        public void putBack(Claimed mail, Instant due) {
            if (!isOver) {
                throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
            }
            queue.putBack(mail, due);
        }

        @Override
        public void holdBack(Claimed mail, Instant due) {
            throw new AssertionError();
        }

        @Override
        public void undeliverable(Claimed mail, Instant now, String reason) {
            throw new AssertionError();
        }
    }

    private DispatchMail dispatching(MailQueue queue, MailTransport transport) {
        return new DispatchMail(queue, transport, fakes.ports().rateLimits(), fakes.clock(), Fakes.POLICIES.mail());
    }

    /** Queues a mail that never expires. */
    private void notice() {
        Mailer mailer = new Mailer(
                fakes.ports().mailTemplates(),
                fakes.mailQueue(),
                new Recipients(fakes.ports().secretDigests()),
                fakes.ports().ids());
        mailer.enqueue(
                new MailMessage.NewAddressInUse(ADA, ENGLISH),
                null,
                fakes.clock().instant());
    }

    /** A result without what tells one dead letter from another. */
    private record Counts(int delivered, List<String> postponed, int undeliverable, int heldBack, boolean throttled) {
        static Counts of(Result result) {
            return new Counts(
                    result.delivered(),
                    result.postponed(),
                    result.undeliverable().size(),
                    result.heldBack(),
                    result.throttled());
        }
    }

    private static Counts counts(DispatchMail dispatchMail) {
        return Counts.of(dispatchMail.handle(ALL));
    }

    private Counts dispatch() {
        return counts(fakes.sallyport().dispatchMail());
    }
}
