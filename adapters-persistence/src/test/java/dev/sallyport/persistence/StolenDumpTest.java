package dev.sallyport.persistence;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Policies;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.account.RequestEmailChange;
import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.PersistentSallyport;
import dev.sallyport.persistence.testing.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What whoever steals the whole database does not find in it. */
class StolenDumpTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    /** The first secrets that the predictable generator makes. */
    private static final String CODE = "47110001";

    private static final String LINK = "0".repeat(35) + "47110002";

    private final Fakes fakes = new Fakes();
    private final Sallyport sallyport = PersistentSallyport.on(postgres.database(), fakes);

    @Test
    void tellsNoCodeLinkOrToken() {
        RegistrationId registration = register(ADA);
        String whileWaiting = dump(Sql.tables(postgres.settings()));
        SignedIn signedIn = verify(registration);
        String afterwards = dump(Sql.tables(postgres.settings()));

        assertThat(whileWaiting).contains(registration.toString());
        assertAbsent(whileWaiting, CODE);
        assertAbsent(whileWaiting, LINK);
        assertThat(afterwards).contains(signedIn.user().id().toString());
        assertAbsent(afterwards, signedIn.refreshToken().reveal());
        assertAbsent(afterwards, signedIn.accessToken().reveal());
    }

    @Test
    void tellsNoLinkOrCodeThatChangesAnAccount() {
        SignedIn signedIn = verify(register(ADA));
        askForALink();
        askForAnotherAddress(signedIn);
        String dump = dump(Sql.tables(postgres.settings()));
        deleteWithinAGrace(signedIn);
        String whileDeleting = dump(Sql.tables(postgres.settings()));

        assertThat(dump(List.of("password_resets", "email_changes", "email_change_undos")))
                .as("nothing but the deletion is left, and what guards against thieves")
                .isNotEmpty();
        assertThat(dump(List.of("account_deletions"))).isNotEmpty();
        for (int secret = 3; secret <= 5; secret++) {
            assertAbsent(dump, Integer.toString(47_110_000 + secret));
        }
        assertAbsent(whileDeleting, Integer.toString(47_110_006));
    }

    @Test
    void tellsByNoTableOfItsOwnFromWhereSomebodyIsKnown() {
        verify(register(ADA));

        String known = dump(List.of("known_clients"));

        assertThat(known).isNotEmpty();
        assertAbsent(known, CLIENT.address().network());
        assertAbsent(known, CLIENT.address().toString());
    }

    @Test
    void tellsAddressesOnlyWhereTheyAreNeeded() {
        SignedIn signedIn = verify(register(ADA));
        register(ADA);
        askForALink();
        askForAnotherAddress(signedIn);
        sallyport.requestPasswordReset().handle(new RequestPasswordReset.Command(ADA, CLIENT));
        List<String> needed = List.of(
                "users",
                "pending_registrations",
                "recovery_requests",
                "password_resets",
                "email_changes",
                "email_change_undos");
        List<String> others = Sql.tables(postgres.settings()).stream()
                .filter(table -> !needed.contains(table))
                .toList();

        assertThat(needed).allSatisfy(table -> assertThat(dump(List.of(table))).contains("@example.com"));
        assertThat(others).contains("mail_outbox", "audit_events");
        assertAbsent(dump(others), "@example.com");
    }

    private void askForALink() {
        sallyport.requestPasswordReset().handle(new RequestPasswordReset.Command(ADA, CLIENT));
        sallyport.answerRecoveryRequests().handle(new AnswerRecoveryRequests.Command(10));
    }

    private void askForAnotherAddress(SignedIn signedIn) {
        var command = new RequestEmailChange.Command(
                caller(signedIn), EmailAddress.of("countess@example.com"), Evidence.of(PASSWORD), CLIENT);
        assertThat(sallyport.requestEmailChange().handle(command))
                .isInstanceOf(RequestEmailChange.Result.Accepted.class);
    }

    private void deleteWithinAGrace(SignedIn signedIn) {
        Policies policies = PersistentSallyport.withADeletionGraceOf(Duration.ofDays(7));
        var command = new DeleteAccount.Command(caller(signedIn), Evidence.of(PASSWORD), CLIENT);
        assertThat(PersistentSallyport.on(postgres.database(), fakes, policies)
                        .deleteAccount()
                        .handle(command))
                .isInstanceOf(DeleteAccount.Result.Scheduled.class);
    }

    private VerifiedAccessToken caller(SignedIn signedIn) {
        return fakes.ports().accessTokens().verify(signedIn.accessToken()).orElseThrow();
    }

    @Test
    void keepsNothingOfARegistrationThatBecameAnAccount() {
        verify(register(ADA));

        assertThat(dump(List.of("pending_registrations"))).isEmpty();
    }

    private RegistrationId register(EmailAddress email) {
        var result =
                sallyport.registerAccount().handle(new RegisterAccount.Command(email, PASSWORD, null, ENGLISH, CLIENT));
        return ((RegisterAccount.Result.Accepted) result).id();
    }

    private SignedIn verify(RegistrationId registration) {
        var command = new VerifyEmail.Command.ByCode(registration, MailedCode.of(CODE), CLIENT);
        return ((VerifyEmail.Result.Verified) sallyport.verifyEmail().handle(command)).signedIn();
    }

    private static String dump(List<String> tables) {
        return String.join(
                "\n",
                tables.stream()
                        .flatMap(table ->
                                Sql.column(postgres.settings(), "SELECT t::text FROM " + table + " t").stream())
                        .toList());
    }

    private static void assertAbsent(String dump, String secret) {
        assertThat(dump).doesNotContain(secret, HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
