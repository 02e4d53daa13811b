package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.mail.DispatchMail;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailDispatcherTest {
    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final FakeMailTransport transport = new FakeMailTransport();
    private final DispatchMail dispatchMail = new DispatchMail(
            fakes.ports().mailQueue(), transport, fakes.ports().rateLimits(), fakes.clock(), MailPolicy.STANDARD);

    @Test
    void deliversWhatWasQueuedBeforeItStarted() {
        journey.register(ADA);
        journey.register(BOB);

        try (MailDispatcher dispatcher = new MailDispatcher("smtp.example.com:587")) {
            dispatcher.start(new Threads(), dispatchMail, 1);

            await().untilAsserted(() -> assertThat(transport.delivered()).hasSize(2));
        }
    }

    @Test
    void deliversAsSoonAsItIsWoken() {
        try (MailDispatcher dispatcher = new MailDispatcher("smtp.example.com:587")) {
            dispatcher.wake();
            dispatcher.start(new Threads(), dispatchMail, 2);
            journey.register(ADA);

            dispatcher.wake();

            await().atMost(Duration.ofMillis(900))
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(transport.delivered()).hasSize(1));
        }
    }

    @Test
    void deliversWithoutBeingWoken() {
        try (MailDispatcher dispatcher = new MailDispatcher("smtp.example.com:587")) {
            dispatcher.start(new Threads(), dispatchMail, 1);
            journey.register(ADA);

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(transport.delivered()).hasSize(1));
        }
    }

    @Test
    void triesASilentServerOnceAfterAnAnswerWhereNobodyElseWorks() {
        OnDemand workers = new OnDemand(fakes.clock());
        MailTransport silent = mail -> {
            fakes.clock().advance(OnDemand.PATIENCE_WITH_MAIL_SERVERS);
            return transport.deliver(mail);
        };
        transport.answerWith(new Delivery.Postponed("greeting: timeout"));
        for (int i = 0; i < 5; i++) {
            journey.register(EmailAddress.of("guest" + i + "@example.com"));
        }
        Instant begun = fakes.clock().instant();
        try (MailDispatcher dispatcher = new MailDispatcher("smtp.example.com:587")) {
            dispatcher.start(
                    workers,
                    new DispatchMail(
                            fakes.ports().mailQueue(),
                            silent,
                            fakes.ports().rateLimits(),
                            fakes.clock(),
                            MailPolicy.STANDARD),
                    2);
            for (int i = 0; i < 3; i++) {
                dispatcher.wake();
                workers.afterAnswer(Duration.ofMinutes(1));
            }
            assertThat(fakes.clock().instant()).isEqualTo(begun.plus(OnDemand.PATIENCE_WITH_MAIL_SERVERS));

            transport.answerWith(new Delivery.Delivered());
            assertThat(workers.everything(Duration.ofMinutes(1))).isEmpty();
            assertThat(transport.delivered()).hasSizeGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void putsBackWhatItHasNotBegunWhenItIsClosed() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            journey.register(EmailAddress.of("guest" + i + "@example.com"));
        }
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<Boolean> closing = new CompletableFuture<>();
        MailTransport waiting = mail -> {
            begun.complete(true);
            closing.join();
            return transport.deliver(mail);
        };
        MailDispatcher dispatcher = new MailDispatcher("smtp.example.com:587");
        dispatcher.start(
                new Threads(),
                new DispatchMail(
                        fakes.ports().mailQueue(),
                        waiting,
                        fakes.ports().rateLimits(),
                        fakes.clock(),
                        MailPolicy.STANDARD),
                1);
        begun.join();
        Thread closer = Thread.ofPlatform().start(dispatcher::close);
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        closing.complete(true);
        closer.join();

        assertThat(transport.delivered()).hasSize(1);
        assertThat(fakes.mailQueue().claim(10, fakes.clock().instant(), Duration.ofMinutes(2)))
                .hasSize(4)
                .allSatisfy(mail -> assertThat(mail.attempts()).isEqualTo(1));
    }

    @Test
    void deliversNothingOnceItIsClosed() {
        MailDispatcher dispatcher = new MailDispatcher("smtp.example.com:587");
        dispatcher.start(new Threads(), dispatchMail, 2);
        dispatcher.close();
        journey.register(ADA);

        dispatcher.wake();

        assertThat(transport.delivered()).isEmpty();
    }

    @Test
    void logsThatTheMailServerIsAwayOnceAndThatItIsBack() {
        transport.answerWith(new Delivery.Postponed("connect"));
        try (LogLines log = LogLines.of(Outage.class);
                MailDispatcher dispatcher = new MailDispatcher("smtp.example.com:587")) {
            journey.register(ADA);
            journey.register(BOB);
            dispatcher.start(new Threads(), dispatchMail, 1);
            await().untilAsserted(() -> assertThat(log.all()).isNotEmpty());

            for (int i = 0; i < 3; i++) {
                fakes.clock().advance(Duration.ofMinutes(2));
                dispatcher.wake();
            }
            transport.answerWith(new Delivery.Delivered());
            fakes.clock().advance(Duration.ofMinutes(2));
            dispatcher.wake();

            await().untilAsserted(() -> assertThat(transport.delivered()).hasSize(2));
            await().untilAsserted(() -> assertThat(log.all()).hasSize(2));
            assertThat(log.all().getFirst())
                    .startsWith(
                            "WARN delivering mail does not work: smtp.example.com:587 does not take it now (connect)");
            assertThat(log.all().getLast()).isEqualTo("INFO delivering mail works again");
        }
    }

    @Test
    void logsThatTheDatabaseIsAwayOnce() {
        BrokenQueue queue = new BrokenQueue();
        try (LogLines log = LogLines.of(Outage.class);
                MailDispatcher dispatcher = new MailDispatcher("smtp.example.com:587")) {
            dispatcher.start(
                    new Threads(),
                    new DispatchMail(queue, transport, fakes.ports().rateLimits(), fakes.clock(), MailPolicy.STANDARD),
                    1);
            await().untilAsserted(() -> assertThat(queue.asked).hasValueGreaterThan(0));

            dispatcher.wake();
            await().untilAsserted(() -> assertThat(queue.asked).hasValueGreaterThan(1));
            dispatcher.wake();
            await().untilAsserted(() -> assertThat(queue.asked).hasValueGreaterThan(2));

            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .startsWith("WARN taking mail from the outbox does not work: database is unavailable");
        }
    }

    /** A queue in a database that is away. */
    private static final class BrokenQueue implements MailQueue {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public List<Claimed> claim(int most, Instant now, Duration lease) {
            asked.incrementAndGet();
            throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
        }

        @Override
        public void delivered(MailId id, Instant now) {
            throw new AssertionError();
        }

        @Override
        public void retryAt(Claimed mail, Instant due, String reason) {
            throw new AssertionError();
        }

        @Override
        public void putBack(Claimed mail, Instant due) {
            throw new AssertionError();
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
}
