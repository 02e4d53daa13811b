package dev.sallyport.persistence;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.PersistentSallyport;
import dev.sallyport.persistence.testing.Sql;
import java.nio.charset.StandardCharsets;
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

    private final Sallyport sallyport = PersistentSallyport.on(postgres.database(), new Fakes());

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
    void tellsAddressesOnlyWhereAccountsAndRegistrationsAreKept() {
        verify(register(ADA));
        register(ADA);

        assertThat(dump(List.of("users", "pending_registrations"))).contains(ADA.value());
        assertAbsent(
                dump(List.of("mail_outbox", "audit_events", "sessions", "user_roles", "server_keys")), ADA.value());
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
