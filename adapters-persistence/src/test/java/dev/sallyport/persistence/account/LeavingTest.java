package dev.sallyport.persistence.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Policies;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.account.RequestEmailChange;
import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.PersistentSallyport;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left of whoever leaves, and who may; and what is left to fifty who come with one link. */
class LeavingTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final EmailAddress BOB = EmailAddress.of("bob@example.org");
    private static final EmailAddress WANTED = EmailAddress.of("countess@example.net");
    private static final Client HERS = new Client(ClientAddress.of("198.51.100.23"), "Lovelace/1.0");
    private static final Client HIS = new Client(ClientAddress.of("203.0.113.7"), "Babbage/1.0");
    private static final Password WRONG = Password.of("not the password");

    private final Fakes fakes = new Fakes();
    private final Sallyport sallyport = PersistentSallyport.on(postgres.database(), fakes);
    private int secretsMade;

    @Test
    void nothingIsLeftOfADeletedAccountButWhatHappened() {
        SignedIn bob = signUp(BOB, "Charles", HIS);
        SignedIn ada = signUp(ADA, "Augusta", HERS);
        UserId id = ada.user().id();
        sallyport.signIn().handle(new SignIn.Command(ADA, WRONG, HERS));
        askForALink();
        sallyport
                .requestEmailChange()
                .handle(new RequestEmailChange.Command(caller(ada), WANTED, Evidence.of(PASSWORD), HERS));
        register(ADA, "Augusta", HERS);
        sallyport.requestPasswordReset().handle(new RequestPasswordReset.Command(ADA, HERS));
        List<String> traces = List.of(
                ADA.value(),
                WANTED.value(),
                "Augusta",
                "198.51",
                "Lovelace",
                id.toString(),
                caller(ada).claims().sessionId().toString());
        assertThat(tables()).filteredOn(table -> isIn(table, traces)).hasSizeGreaterThan(10);

        assertThat(deleteAccount(sallyport, ada)).isInstanceOf(DeleteAccount.Result.Deleted.class);

        // The registration that was begun under the same address has no account, so it is not told of here by whom it
        // was.
        assertThat(tables())
                .filteredOn(table -> isIn(table, traces))
                .containsExactlyInAnyOrder("audit_events", "revocations");
        assertThat(rows("SELECT type FROM audit_events WHERE user_id = '" + id + "'"))
                .contains("account.created", "sign-in.refused", "account.deleted");
        assertThat(rows("SELECT id FROM audit_events WHERE user_id = '" + id
                        + "' AND (client_address IS NOT NULL OR user_agent IS NOT NULL)"))
                .isEmpty();
        assertThat(isIn("audit_events", List.of("198.51", "Lovelace")))
                .as("also from entries that do not name the user")
                .isFalse();
        assertThat(rows("SELECT id FROM sessions WHERE user_id = '" + bob.user().id() + "'"))
                .isNotEmpty();
        assertThat(rows("SELECT id FROM audit_events WHERE user_id = '"
                        + bob.user().id() + "' AND client_address IS NULL"))
                .isEmpty();
    }

    @Test
    void ofManyAdministratorsWhoLeaveAtOnceOneStays() {
        List<SignedIn> administrators =
                Stream.of("a", "b", "c", "d", "e").map(this::administrator).toList();

        List<DeleteAccount.Result> answers =
                Concurrently.times(5, i -> deleteAccount(sallyport, administrators.get(i)));

        assertThat(answers)
                .filteredOn(DeleteAccount.Result.LastAdministrator.class::isInstance)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(DeleteAccount.Result.Deleted.class::isInstance)
                .hasSize(4);
        assertThat(rows("SELECT user_id FROM user_roles WHERE role = 'admin'")).hasSize(1);
    }

    @Test
    void ofManyAdministratorsWhoMayStillChangeTheirMindsOneStays() {
        Policies policies = PersistentSallyport.withADeletionGraceOf(Duration.ofDays(7));
        Sallyport patient = PersistentSallyport.on(postgres.database(), fakes, policies);
        List<SignedIn> administrators =
                Stream.of("a", "b", "c", "d", "e").map(this::administrator).toList();

        List<DeleteAccount.Result> answers = Concurrently.times(5, i -> deleteAccount(patient, administrators.get(i)));

        assertThat(answers)
                .filteredOn(DeleteAccount.Result.LastAdministrator.class::isInstance)
                .hasSize(1);
        assertThat(rows("SELECT id FROM users WHERE status = 'active'")).hasSize(1);
    }

    @Test
    void fiftyWhoComeWithOneLinkResetOnePasswordOnce() {
        signUp(ADA, "Augusta", HERS);
        LinkToken link = askForALink();

        List<ResetPassword.Result> answers = Concurrently.times(
                50,
                i -> sallyport
                        .resetPassword()
                        .handle(new ResetPassword.Command(
                                link, Password.of("violet thunder under marble " + i), HERS)));

        assertThat(answers)
                .filteredOn(ResetPassword.Result.Reset.class::isInstance)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(ResetPassword.Result.InvalidLink.class::isInstance)
                .hasSize(49);
        assertThat(rows("SELECT id FROM audit_events WHERE type = 'password.reset'"))
                .hasSize(1);
    }

    private static DeleteAccount.Result deleteAccount(Sallyport core, VerifiedAccessToken caller) {
        return core.deleteAccount().handle(new DeleteAccount.Command(caller, Evidence.of(PASSWORD), HERS));
    }

    private DeleteAccount.Result deleteAccount(Sallyport core, SignedIn signedIn) {
        return deleteAccount(core, caller(signedIn));
    }

    private SignedIn administrator(String name) {
        EmailAddress email = EmailAddress.of(name + "@example.com");
        sallyport.createAdministrator().handle(new CreateAdministrator.Command(email, PASSWORD, null, ENGLISH));
        var result = sallyport.signIn().handle(new SignIn.Command(email, PASSWORD, HERS));
        return ((SignIn.Result.Succeeded) result).signedIn();
    }

    private SignedIn signUp(EmailAddress email, String name, Client client) {
        int code = secretsMade + 1;
        RegistrationId registration = register(email, name, client);
        var command = new VerifyEmail.Command.ByCode(registration, MailedCode.of(secret(code)), client);
        return ((VerifyEmail.Result.Verified) sallyport.verifyEmail().handle(command)).signedIn();
    }

    /** Makes a code and a link. */
    private RegistrationId register(EmailAddress email, String name, Client client) {
        secretsMade += 2;
        var command = new RegisterAccount.Command(email, PASSWORD, new DisplayName(name), ENGLISH, client);
        return ((RegisterAccount.Result.Accepted) sallyport.registerAccount().handle(command)).id();
    }

    private LinkToken askForALink() {
        secretsMade++;
        sallyport.requestPasswordReset().handle(new RequestPasswordReset.Command(ADA, HERS));
        sallyport.answerRecoveryRequests().handle(new AnswerRecoveryRequests.Command(10));
        return LinkToken.of("0".repeat(35) + secret(secretsMade));
    }

    /** What the predictable generator makes as that many-th. */
    private static String secret(int number) {
        return Integer.toString(47_110_000 + number);
    }

    private VerifiedAccessToken caller(SignedIn signedIn) {
        return fakes.ports().accessTokens().verify(signedIn.accessToken()).orElseThrow();
    }

    private static List<String> tables() {
        return Sql.tables(postgres.settings());
    }

    private static boolean isIn(String table, List<String> traces) {
        return rows("SELECT t::text FROM " + table + " t").stream()
                .anyMatch(row -> traces.stream().anyMatch(row::contains));
    }

    private static List<String> rows(String sql) {
        return Sql.column(postgres.settings(), sql);
    }
}
