package dev.sallyport.persistence.mail;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.mail.MailRecords;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.MailQueueContract;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiMailQueueTest extends MailQueueContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Vault vault = new FakeVault("current");

    @Override
    protected MailOutbox outbox() {
        return postgres.database().mailOutbox(vault, () -> {});
    }

    @Override
    protected MailQueue queue() {
        return postgres.database().mailQueue(vault);
    }

    @Override
    protected MailRecords records() {
        return postgres.database().mailRecords(vault);
    }

    @Test
    void keepsLongTextsOfEveryScript() {
        MailContent content = new MailContent("Grüße 🚀", "код 値 ".repeat(50_000), "<p>\u0000 &amp;</p>");
        Mail mail = new Mail(new MailId(UUID.randomUUID()), "verify-address", ADA, content, null);

        outbox().enqueue(mail, Samples.RECIPIENT, NOW);

        assertThat(queue().claim(1, NOW, LEASE))
                .extracting(MailQueue.Claimed::mail)
                .containsExactly(mail);
    }

    @Test
    void keepsRecipientAndContentUnreadable() {
        outbox().enqueue(Samples.mail("code 4711"), Samples.RECIPIENT, NOW);

        String row = Sql.column(postgres.settings(), "SELECT m::text FROM mail_outbox m")
                .getFirst();
        assertThat(row).doesNotContain(hex("code 4711"), hex(ADA.value()), "code 4711", ADA.value());
    }

    @Test
    void erasesWhatWasDeliveredOrHasExpiredAndKeepsDeadLettersSealed() {
        Mail delivered = Samples.mail("delivered");
        outbox().enqueue(Samples.mail("refused"), Samples.RECIPIENT, NOW);
        queue().claim(1, NOW, LEASE).forEach(refused -> queue().undeliverable(refused, NOW, "smtp 550"));
        outbox().enqueue(delivered, Samples.RECIPIENT, NOW);
        outbox().enqueue(Samples.mail("expired"), Samples.RECIPIENT, NOW);

        queue().delivered(delivered.id(), NOW);
        queue().claim(10, NOW.plus(Duration.ofMinutes(10)), LEASE);

        assertThat(outboxColumn("state || ' ' || (sealed IS NULL) || ' ' || COALESCE(last_error, '-')"))
                .containsExactlyInAnyOrder("delivered true -", "dead false smtp 550", "expired true -");
    }

    @Test
    void showsAllButTheRecipientOfMailUnderAnotherMasterKey() {
        Mail theirs = Samples.mail("theirs");
        postgres.database().mailOutbox(new FakeVault("other"), () -> {}).enqueue(theirs, Samples.RECIPIENT, NOW);

        assertThat(records().find(new MailRecords.Filter(null, null, null), null, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.id()).isEqualTo(theirs.id());
                    assertThat(entry.to()).isNull();
                });
    }

    @Test
    void leavesMailUnderAnotherMasterKeyToThoseWhoHaveItAsIfItHadNotSeenIt() {
        Mail theirs = Samples.mail("theirs");
        postgres.database().mailOutbox(new FakeVault("other"), () -> {}).enqueue(theirs, Samples.RECIPIENT, NOW);
        Mail ours = Samples.mail("ours");
        outbox().enqueue(ours, Samples.RECIPIENT, NOW.plusMillis(1));

        assertThat(queue().claim(1, NOW.plusSeconds(1), LEASE))
                .extracting(MailQueue.Claimed::mail)
                .containsExactly(ours);

        MailQueue both = postgres.database().mailQueue(new FakeVault("other", "current"));
        assertThat(both.claim(10, NOW.plusSeconds(1), LEASE)).singleElement().satisfies(claimed -> {
            assertThat(claimed.mail()).isEqualTo(theirs);
            assertThat(claimed.attempts()).isEqualTo(1);
        });
    }

    @Test
    void refusesASealedMailUnderAnotherId() {
        Mail mail = Samples.mail("hello");
        outbox().enqueue(mail, Samples.RECIPIENT, NOW);
        Sql.execute(postgres.settings(), "UPDATE mail_outbox SET id = '" + UUID.randomUUID() + "'");

        assertThat(queue().claim(10, NOW, LEASE)).isEmpty();
        assertThat(outboxColumn("last_error"))
                .containsExactly("cannot be decrypted: it was altered, or is not the mail that it says");
    }

    @Test
    void handsOutWhatIsDueHoweverMuchHasExpired() {
        for (int i = 0; i < 5; i++) {
            outbox().enqueue(Samples.mail("expired " + i), Samples.RECIPIENT, NOW);
        }
        Mail sample = Samples.mail("hello");
        Mail mail = new Mail(sample.id(), sample.kind(), sample.to(), sample.content(), null);
        outbox().enqueue(mail, Samples.RECIPIENT, NOW.plusSeconds(1));

        assertThat(queue().claim(1, NOW.plus(Duration.ofHours(1)), LEASE))
                .extracting(MailQueue.Claimed::mail)
                .containsExactly(mail);
    }

    @Test
    void doesNotReviveWhatIsSettled() {
        Mail mail = Samples.mail("hello");
        outbox().enqueue(mail, Samples.RECIPIENT, NOW);
        MailQueue.Claimed taken = queue().claim(1, NOW, LEASE).getFirst();
        queue().delivered(mail.id(), NOW);

        queue().retryAt(taken, NOW, "smtp 451");
        queue().undeliverable(taken, NOW, "smtp 550");

        assertThat(outboxColumn("state")).containsExactly("delivered");
    }

    private static List<String> outboxColumn(String expression) {
        return Sql.column(postgres.settings(), "SELECT " + expression + " FROM mail_outbox");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
