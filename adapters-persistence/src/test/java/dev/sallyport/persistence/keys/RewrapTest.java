package dev.sallyport.persistence.keys;

import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.keys.RewrapSecrets;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sealing everything in the database anew, so that the new master key alone opens it. */
class RewrapTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final TotpSeed SEED = TotpSeed.of("SEED".repeat(8));

    private final Vault old = new FakeVault("old");
    private final Vault young = new FakeVault("new");

    private List<RewrapSecrets.Count> rewrap() {
        return new RewrapSecrets(postgres.database().sealedValues(), new FakeVault("new", "old"))
                .handle(new RewrapSecrets.Command())
                .counts();
    }

    private void addKey(KeyPurpose purpose, Vault vault) {
        UUID id = UUID.randomUUID();
        byte[] material = vault.seal(purpose.label().getBytes(UTF_8), SealedKey.context(purpose, id));
        postgres.database()
                .serverKeys()
                .add(new SealedKey(id, purpose, KeyAlgorithm.ES256, material), 1, Duration.ZERO);
    }

    private void queue(Mail mail, Vault vault) {
        postgres.database().mailOutbox(vault, () -> {}).enqueue(mail, Samples.RECIPIENT, NOW);
    }

    @Test
    void opensEverythingWithTheNewKeyAlone() throws Vault.CannotOpen {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            addKey(purpose, old);
        }
        Mail oldMail = Samples.mail("old");
        Mail newMail = Samples.mail("new");
        queue(oldMail, old);
        queue(newMail, young);
        UserId oldUser = enrol("old@example.com", old);
        UserId newUser = enrol("new@example.com", young);

        assertThat(rewrap())
                .containsExactly(
                        new RewrapSecrets.Count("server keys", KeyPurpose.values().length, 0),
                        new RewrapSecrets.Count("mails", 1, 0),
                        new RewrapSecrets.Count("authenticators", 1, 0));

        for (KeyPurpose purpose : KeyPurpose.values()) {
            SealedKey key = postgres.database()
                    .serverKeys()
                    .of(purpose)
                    .newest()
                    .orElseThrow()
                    .key();
            assertThat(new String(young.open(key.material(), key.context()), UTF_8))
                    .isEqualTo(purpose.label());
        }
        assertThat(postgres.database().mailQueue(young).claim(10, NOW, Duration.ofMinutes(2)))
                .extracting(MailQueue.Claimed::mail)
                .containsExactlyInAnyOrder(oldMail, newMail);
        for (UserId user : List.of(oldUser, newUser)) {
            var pending = postgres.database().secondFactors(young).tryPending(user, NOW.minusSeconds(1), 5);
            assertThat(pending.orElseThrow().seed().reveal()).isEqualTo(SEED.reveal());
        }
    }

    @Test
    void changesNothingASecondTime() {
        addKey(KeyPurpose.REFRESH_TOKEN, old);
        queue(Samples.mail("old"), old);
        enrol("old@example.com", old);
        rewrap();
        List<String> afterwards = everything();

        assertThat(rewrap())
                .containsExactly(
                        new RewrapSecrets.Count("server keys", 0, 0),
                        new RewrapSecrets.Count("mails", 0, 0),
                        new RewrapSecrets.Count("authenticators", 0, 0));
        assertThat(everything()).isEqualTo(afterwards);
    }

    @Test
    void leavesWhatIsUnderAThirdKeyAsItIs() {
        addKey(KeyPurpose.REFRESH_TOKEN, new FakeVault("lost"));
        List<String> before = everything();

        assertThat(rewrap().getFirst()).isEqualTo(new RewrapSecrets.Count("server keys", 0, 1));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void needsNothingOfMailThatIsSettled() {
        Mail mail = Samples.mail("hello");
        queue(mail, old);
        postgres.database().mailQueue(old).delivered(mail.id(), NOW);

        assertThat(rewrap()).contains(new RewrapSecrets.Count("mails", 0, 0));
    }

    @Test
    void replacesNothingThatWasSettledMeanwhile() {
        Mail mail = Samples.mail("hello");
        queue(mail, old);
        var place = postgres.database().sealedValues().get(1);
        var found = place.without("new ".getBytes(UTF_8), new UUID(0, 0), 10).getFirst();
        postgres.database().mailQueue(old).delivered(mail.id(), NOW);

        assertThat(place.replace(found, new byte[] {1})).isFalse();
        assertThat(Sql.column(postgres.settings(), "SELECT state || ' ' || (sealed IS NULL) FROM mail_outbox"))
                .containsExactly("delivered true");
    }

    /** Somebody who has scanned a picture, and not shown yet that it works. */
    private static UserId enrol(String email, Vault vault) {
        User user = Samples.user(EmailAddress.of(email));
        postgres.database().users().add(user, HASH);
        var parameters = new TotpParameters(6, Duration.ofSeconds(30));
        postgres.database()
                .secondFactors(vault)
                .enrol(user.id(), new PendingTotp(UUID.randomUUID(), SEED, parameters), NOW);
        return user.id();
    }

    private static List<String> everything() {
        return Sql.column(postgres.settings(), """
                SELECT id::text || material::text FROM server_keys
                UNION SELECT id::text || sealed::text FROM mail_outbox
                UNION SELECT user_id::text || seed::text FROM totp_factors ORDER BY 1""");
    }
}
