package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code docs/deployment/operations.md} says of a database that was restored to an older state. */
class RestoreTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final Password PASSWORD = Password.of("correct horse battery staple");
    private static final Client CLIENT = Client.local();
    private static final Path RUNBOOK = Path.of("..", "docs", "deployment", "operations.md");
    private static final Pattern BEFORE_ANY_STARTS = Pattern.compile("```sql\n(BEGIN;.*?COMMIT;)\n```", Pattern.DOTALL);

    private final DatabaseSettings live = POSTGRES.server().createDatabase();
    private DatabaseSettings backup;
    private RefreshToken before;
    private RefreshToken after;

    private static SallyportSystem start(DatabaseSettings database, FakeMailTransport mail) {
        return SallyportSystem.start(Configuration.parse(Settings.on(database)), mail);
    }

    private static RefreshSession.Result refresh(SallyportSystem system, RefreshToken token) {
        return system.sallyport().refreshSession().handle(new RefreshSession.Command(token, CLIENT));
    }

    private static RefreshToken successor(SallyportSystem system, RefreshToken token) {
        return ((RefreshSession.Result.Refreshed) refresh(system, token))
                .signedIn()
                .refreshToken();
    }

    private static SignedIn register(SallyportSystem system, FakeMailTransport mail) {
        var registered = (RegisterAccount.Result.Accepted) system.sallyport()
                .registerAccount()
                .handle(new RegisterAccount.Command(ADA, PASSWORD, null, LanguageTag.of("en"), CLIENT));
        MailedCode code = MailedCode.of(MailBag.codeFor(ADA.value(), mail));
        return ((VerifyEmail.Result.Verified) system.sallyport()
                        .verifyEmail()
                        .handle(new VerifyEmail.Command.ByCode(registered.id(), code, CLIENT)))
                .signedIn();
    }

    /** Somebody registers, and asks for a mail that does not go out; the backup is made; the session goes on, and the mail goes out. */
    @BeforeEach
    void liveOnAfterTheBackup() {
        FakeMailTransport mail = new FakeMailTransport();
        try (SallyportSystem system = start(live, mail)) {
            before = register(system, mail).refreshToken();
            mail.answerWith(new Delivery.Postponed("smtp 421"));
            system.sallyport().requestPasswordReset().handle(new RequestPasswordReset.Command(ADA, CLIENT));
            await().until(() -> queued(live).equals("1"));
        }
        backup = POSTGRES.server().copyOf(live);
        try (SallyportSystem system = start(live, mail)) {
            after = successor(system, successor(system, before));
        }
    }

    private static String queued(DatabaseSettings database) {
        return Sql.column(
                        database,
                        "SELECT count(*) FROM mail_outbox WHERE state = 'queued' AND kind = 'reset-password' AND attempts > 0")
                .getFirst();
    }

    @Test
    void takesTokensThatWereReplacedSinceAndRefusesThoseThatReplacedThem() {
        try (SallyportSystem system = start(backup, new FakeMailTransport())) {
            assertThat(refresh(system, after)).isInstanceOf(RefreshSession.Result.Rejected.class);
            assertThat(refresh(system, before)).isInstanceOf(RefreshSession.Result.Refreshed.class);
        }
    }

    @Test
    void endsAllSessionsAndSendsNothingTwiceAsTheRunbookHasIt() throws IOException {
        Matcher statements = BEFORE_ANY_STARTS.matcher(Files.readString(RUNBOOK));
        assertThat(statements.find()).isTrue();

        Sql.execute(backup, statements.group(1));

        FakeMailTransport mail = new FakeMailTransport();
        try (SallyportSystem system = start(backup, mail)) {
            assertThat(refresh(system, before)).isInstanceOf(RefreshSession.Result.Rejected.class);
            assertThat(refresh(system, after)).isInstanceOf(RefreshSession.Result.Rejected.class);
            assertThat(system.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                    .isInstanceOf(SignIn.Result.Succeeded.class);
        }
        assertThat(MailBag.mails(ADA.value(), "reset-password", mail)).isEmpty();
        assertThat(queued(backup)).isEqualTo("0");
    }
}
