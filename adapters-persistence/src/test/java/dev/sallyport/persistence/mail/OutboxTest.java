package dev.sallyport.persistence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.DispatchMail;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeRateLimits;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailPolicy;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several instances that empty one outbox, whatever befalls the mail server. */
class OutboxTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final DispatchMail.Command BATCH = new DispatchMail.Command(10, () -> true);

    private final Vault vault = new FakeVault("key");
    private final MutableClock clock = new MutableClock();
    private final Server server = new Server();
    private final List<DispatchMail> instances = List.of(instance(), instance());

    @Test
    void sendEachMailOnceHoweverManyWorkersTheyHave() {
        for (int i = 0; i < 300; i++) {
            enqueue("guest" + i + "@example.com");
        }

        Concurrently.times(6, i -> drain(instances.get(i % 2)));

        assertThat(server.accepted).hasSize(300).doesNotHaveDuplicates();
        assertThat(states()).containsExactly("delivered 300");
    }

    @Test
    void loseNothingAndSendNothingTwiceWhileTheMailServerIsAwayForAnHour() {
        server.isAway = true;
        for (int minute = 0; minute < 60; minute++) {
            enqueue("guest" + minute + "@example.com");
            instances.forEach(this::drain);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(server.accepted).isEmpty();
        server.isAway = false;

        for (int minute = 0; minute < 60; minute++) {
            instances.forEach(this::drain);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(server.accepted).hasSize(60).doesNotHaveDuplicates();
        assertThat(states()).containsExactly("delivered 60");
    }

    @Test
    void doNotLetOneRecipientHoldUpTheOthers() {
        server.refused.add(EmailAddress.of("poison@example.com"));
        server.postponed.add(EmailAddress.of("greylisted@example.com"));
        enqueue("poison@example.com");
        enqueue("greylisted@example.com");
        for (int i = 0; i < 20; i++) {
            enqueue("guest" + i + "@example.com");
        }

        drain(instances.getFirst());

        assertThat(server.accepted).hasSize(20);
        assertThat(states()).containsExactlyInAnyOrder("delivered 20", "dead 1", "queued 1");
    }

    @Test
    void holdBackTheSameRecipientsMailTogetherWithoutStandingInEachOthersWay() {
        for (int i = 0; i < 400; i++) {
            enqueue("flooded@example.com");
        }
        FakeRateLimits full = new FakeRateLimits();
        full.exhaust(Limit.MAIL_SENDING_PER_RECIPIENT);
        List<DispatchMail> limited = List.of(instance(full), instance(full));

        Concurrently.times(6, i -> drain(limited.get(i % 2)));

        assertThat(server.accepted).isEmpty();
        assertThat(Sql.column(
                        postgres.settings(),
                        "SELECT DISTINCT state || ' ' || attempts || ' ' || (leased_until IS NULL) FROM mail_outbox"))
                .containsExactly("queued 0 true");
    }

    /** The lease is over, and nobody has heard of the one who had it. */
    @Test
    void takeOverWhatOneHadThatDiedWithTheSameIdForItsRecipientToKnowItBy() {
        MailId mail = enqueue("ada@example.com");
        postgres.database().mailQueue(vault).claim(10, clock.instant(), MailPolicy.STANDARD.lease());
        drain(instances.getLast());
        assertThat(server.accepted).isEmpty();

        clock.advance(MailPolicy.STANDARD.lease());
        drain(instances.getLast());

        assertThat(server.accepted).containsExactly(mail);
    }

    /** A mail server that is there or not, and that does not like everybody. */
    private static final class Server implements MailTransport {
        private final List<MailId> accepted = new CopyOnWriteArrayList<>();
        private final Set<EmailAddress> refused = ConcurrentHashMap.newKeySet();
        private final Set<EmailAddress> postponed = ConcurrentHashMap.newKeySet();
        private volatile boolean isAway;

        @Override
        public Delivery deliver(Mail mail) {
            if (isAway) {
                return new Delivery.Postponed("connection refused");
            }
            if (refused.contains(mail.to())) {
                return new Delivery.Refused("smtp 550");
            }
            if (postponed.contains(mail.to())) {
                return new Delivery.Postponed("smtp 451");
            }
            accepted.add(mail.id());
            return new Delivery.Delivered();
        }
    }

    private DispatchMail instance() {
        return instance(new FakeRateLimits());
    }

    private DispatchMail instance(RateLimits rateLimits) {
        return new DispatchMail(postgres.database().mailQueue(vault), server, rateLimits, clock, MailPolicy.STANDARD);
    }

    private boolean drain(DispatchMail instance) {
        while (instance.handle(BATCH).madeProgress()) {
            // There may be more.
        }
        return true;
    }

    private MailId enqueue(String to) {
        Mail mail = new Mail(
                new MailId(UUID.randomUUID()),
                "new-address-in-use",
                EmailAddress.of(to),
                new MailContent("subject", "text", "<p>html</p>"),
                null);
        postgres.database().mailOutbox(vault, () -> {}).enqueue(mail, Samples.RECIPIENT, clock.instant());
        return mail.id();
    }

    private static List<String> states() {
        return Sql.column(
                postgres.settings(), "SELECT state || ' ' || count(*) FROM mail_outbox GROUP BY state ORDER BY state");
    }
}
